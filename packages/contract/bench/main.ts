/** Measures the checks at each level against the mock, beside raw fetch: what a run takes, and what one request costs. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inRounds, publish, ratios, spreadOf, versionsOf, type Row } from '@cc-gateway/bench';
import type { Sample } from './sample.ts';

const base = 'raw fetch';
const levels = ['safe', 'effects', 'full'];
const seconds = Number(process.env['BENCH_SECONDS'] ?? 50);

const program = fileURLToPath(new URL('main.js', import.meta.resolve('@cc-gateway/mock')));
const rounds = await inRounds<Sample>([base, ...levels], sampleOf, { seconds });

const values = (name: string, pick: (sample: Sample) => number): number[] => rounds.samples.get(name)!.map(pick);
const cpuOfOne = ({ cpuMs, requests }: Sample): number => cpuMs / requests;
const rows = [base, ...levels].map((name): Row => {
  const figures = {
    requests: values(name, ({ requests }) => requests),
    'wall s': values(name, ({ wallMs }) => wallMs / 1_000),
    'CPU ms a request': values(name, cpuOfOne),
    'CPU × raw fetch': ratios(values(name, cpuOfOne), values(base, cpuOfOne)),
  };
  return {
    name: name === base ? base : `check --level ${name}`,
    ours: name !== base,
    figures: Object.fromEntries(Object.entries(figures).map(([column, taken]) => [column, spreadOf(taken)!])),
  };
});

await publish('checks', rounds, {
  title: 'Checks: a whole run against the mock',
  method:
    'Each run in a process of its own, against a mock in another. Waiting on purpose costs time and no CPU; reading the document ' +
    'and compiling its schemas is part of a run.',
  versions: versionsOf(['ajv', 'fast-check'], import.meta.url),
  tables: [
    {
      title: 'Requests, time and CPU of a run',
      columns: { requests: 0, 'wall s': 1, 'CPU ms a request': 2, 'CPU × raw fetch': 1 },
      chart: 'wall s',
      rows,
    },
  ],
});

async function sampleOf(name: string): Promise<Sample> {
  const mock = spawn(process.execPath, [program, '--port', '0', '--log', 'silent'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const child = fork(new URL('sample.ts', import.meta.url), [name, await addressOf(mock.stdout, mock.stderr)]);
    let sample: Sample | undefined;
    child.once('message', (message) => (sample = message as Sample));
    const [code] = (await once(child, 'close')) as [number];
    if (!sample) throw new Error(`The run of ${name} ended with ${code}, expected figures.`);
    return sample;
  } finally {
    mock.kill();
  }
}

/** The address that the mock prints. */
function addressOf(...streams: NodeJS.ReadableStream[]): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    for (const stream of streams) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const found = / on (http:\/\/[\w.:]+\d)/.exec(said);
        if (found) resolve(found[1]!);
      });
    }
  });
}
