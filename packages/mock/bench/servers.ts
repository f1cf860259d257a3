import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contract } from '@cc-gateway/spec';
import type { Given } from './load.ts';
import { ofMany, usual } from './requests.ts';

/** A server under test: how it is started, as its users would, and what it is asked. */
export interface Contender {
  name: string;
  args: string[];
  given: Given;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const prism = join(dirname(createRequire(import.meta.url).resolve('@stoplight/prism-cli')), 'index.js');
const document = fileURLToPath(import.meta.resolve('@cc-gateway/spec/openapi.yaml'));
const prismArgs = [prism, 'mock', '--port', '0', '--multiprocess=false'];
const mockArgs = [here('../dist/main.js'), '--port', '0', '--log', 'silent'];

const answer = JSON.stringify(contract.operations[0]!.answers[0]!.contents[0]!.examples[0]!.value);

/** The mock and its peers. */
export const contenders: Contender[] = [
  { name: 'prism-cli, default', args: [...prismArgs, document], given: usual },
  { name: 'prism-cli, -v silent', args: [here('prism-silent.ts'), document], given: usual },
  { name: 'mock, quiet-day', args: mockArgs, given: usual },
  { name: 'mock, open', args: [...mockArgs, '--scenario', 'open'], given: usual },
  { name: 'mock, a large world', args: [here('large.ts')], given: ofMany },
  { name: 'fastify with ajv', args: [here('fastify.ts')], given: usual },
  { name: 'raw node:http', args: [here('raw.cjs'), answer], given: usual },
];

/** A started server. */
export interface Started {
  url: string;
  child: ChildProcess;
  /** Milliseconds from the start of the process to the first line with its address. */
  startMs: number;
  /** Microseconds of CPU that the process has used so far. */
  cpuMicros: () => number;
  /** Megabytes of memory that the process has now. */
  memory: () => number;
}

/** Starts a server in a process of its own. What it prints is read and thrown away, as a terminal would. */
export async function start({ args }: Contender): Promise<Started> {
  const begin = performance.now();
  const child = spawn(process.execPath, args, { env: { ...process.env, NODE_ENV: 'development' } });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (said.length > 100_000) return;
      said += chunk.toString();
      const found = / on (http:\/\/[\w.:]+\d)/.exec(said);
      if (found) resolve(found[1]!);
    });
    child.stderr.resume();
    child.once('exit', () => reject(new Error(`${args.join(' ')} ended: ${said}`)));
  });
  return {
    url,
    child,
    startMs: performance.now() - begin,
    cpuMicros: () => cpuOf(child.pid!),
    memory: () => memoryOf(child.pid!),
  };
}

// User and system time in ticks of 10 ms, over all threads: fields 14 and 15 of proc_pid_stat(5).
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

// Resident memory in kB: VmRSS of proc_pid_status(5).
function memoryOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1024;
}
