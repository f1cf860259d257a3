import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ratios, runCommand, spreadOf, type Cost, type Row, type Table } from '@cc-gateway/bench';

/** A command line, and the folder of the package that it is run in. */
interface Command {
  line: string;
  folder: string;
  group: 'tool' | 'ours' | 'compiler' | 'turbo';
  /** What is done before it is run, and is not measured. */
  prepare?: () => void;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const here = fileURLToPath(new URL('../', import.meta.url));
const spec = join(root, 'spec');
const scratch = mkdtempSync(join(tmpdir(), 'cc-gateway-pipeline-'));
const folders: Record<string, string> = {
  spec,
  types: join(root, 'packages/types'),
  client: join(root, 'packages/client'),
  docs: join(root, 'apps/docs'),
};
const further = join(spec, 'further-by-bench.txt');
/** All is derived anew where the contract has a further file; what is derived is the same, and so as much work. */
const changeContract = (): void => writeFileSync(further, String(Math.random()));
/** What of former docs stays would not be made again. */
const removeDocs = (): void => rmSync(join(root, 'apps/docs/dist'), { recursive: true, force: true });
const filters = Object.keys(folders)
  .map((name) => `--filter=@cc-gateway/${name}`)
  .join(' ');

const ownLines: Record<string, Command> = Object.fromEntries(
  Object.entries({
    'redocly lint': `redocly lint openapi.yaml`,
    'redocly bundle': `redocly bundle openapi.yaml --output ${join(scratch, 'openapi.yaml')}`,
    'redocly build-docs': `redocly build-docs openapi.yaml --output ${join(scratch, 'index.html')}`,
  }).map(([name, line]) => [name, { line, folder: spec, group: 'tool' }]),
);

/** What is measured, by name. */
export const commands: Record<string, Command> = {
  ...ownLines,
  // Where a redocly.yaml lies, it would be read, which this tool's engine is too old for.
  'openapi-typescript': {
    line: `openapi-typescript ${join(spec, 'dist/openapi.yaml')} --output ${join(scratch, 'index.d.ts')}`,
    folder: here,
    group: 'tool',
  },
  ...Object.fromEntries(
    Object.entries(folders).map(([name, folder]) => {
      const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        scripts: { build: string };
      };
      return [
        `build of ${name}`,
        { line: scripts.build, folder, group: 'ours', ...(name === 'docs' && { prepare: removeDocs }) },
      ];
    }),
  ),
  ...Object.fromEntries(
    ['spec', 'client'].map((name) => [
      `the compiler alone, ${name}`,
      { line: 'tsc --project tsconfig.build.json', folder: folders[name]!, group: 'compiler' },
    ]),
  ),
  'by turbo, after a change of the document': {
    line: `turbo run build ${filters} --only --cache=local:r`,
    folder: root,
    group: 'turbo',
    prepare: changeContract,
  },
  'all four by turbo': {
    line: `turbo run build ${filters} --only --force`,
    folder: root,
    group: 'turbo',
    prepare: removeDocs,
  },
  'by turbo, nothing changed': { line: `turbo run build ${filters} --only`, folder: root, group: 'turbo' },
};

/** Runs a command, and tells what it took. */
export async function run({ line, folder, prepare }: Command): Promise<Cost> {
  prepare?.();
  try {
    return await runCommand(line, folder);
  } finally {
    rmSync(further, { force: true });
  }
}

/** The names of the tools' own commands. */
export const tools = namesOf('tool');

/** What the builds took, beside what the tools' own commands took in the same round. */
export function whole(costs: Map<string, Cost[]>): Table {
  const inARow = (names: string[]): Cost[] =>
    costs.get(names[0]!)!.map((_, round) => sum(names.map((name) => costs.get(name)![round]!)));
  const base = inARow(tools);
  const row = (name: string, taken: Cost[], ours: boolean): Row => {
    const [wall, cpu] = [taken.map(({ wallMs }) => wallMs), taken.map(({ cpuMs }) => cpuMs)];
    const figures = Object.entries({
      'CPU ms': spreadOf(cpu),
      'CPU × tools': spreadOf(
        ratios(
          cpu,
          base.map(({ cpuMs }) => cpuMs),
        ),
      ),
      'wall ms': spreadOf(wall),
      'wall × tools': spreadOf(
        ratios(
          wall,
          base.map(({ wallMs }) => wallMs),
        ),
      ),
    }).filter(([, spread]) => spread);
    return { name, ours, figures: Object.fromEntries(figures) as Row['figures'] };
  };
  return {
    title: 'Everything derived, against the tools in a row',
    columns: { 'CPU ms': 0, 'CPU × tools': 2, 'wall ms': 0, 'wall × tools': 2 },
    chart: 'CPU × tools',
    rows: [
      row(`the ${tools.length} tools in a row`, base, false),
      ...tools.map((name) => row(name, costs.get(name)!, false)),
      row('our builds in a row', inARow(namesOf('ours')), true),
      ...[...namesOf('ours'), ...namesOf('compiler'), ...namesOf('turbo')].map((name) =>
        row(name, costs.get(name)!, true),
      ),
    ],
  };
}

function namesOf(group: Command['group']): string[] {
  return Object.keys(commands).filter((name) => commands[name]!.group === group);
}

const sum = (costs: Cost[]): Cost => ({
  wallMs: costs.reduce((total, { wallMs }) => total + wallMs, 0),
  cpuMs: costs.some(({ cpuMs }) => cpuMs === undefined)
    ? undefined
    : costs.reduce((total, { cpuMs }) => total + cpuMs!, 0),
});
