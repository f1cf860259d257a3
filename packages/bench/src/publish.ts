import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Benchmark } from './benchmark.ts';
import { thisMachine } from './machine.ts';
import { writePage } from './page.ts';
import { printed } from './print.ts';
import type { Rounds } from './rounds.ts';

/** Where the last results stand, and the page that is made of them. */
export const folder = new URL('../../../bench/', import.meta.url);

/** The last results, by name of the benchmark. */
export const readResults = async (from: URL = folder): Promise<Record<string, Benchmark>> =>
  JSON.parse(await readFile(new URL('results.json', from), 'utf8').catch(() => '{}')) as Record<string, Benchmark>;

/** Prints a benchmark, keeps it as the last one of its name, and makes the page anew. */
export async function publish(
  name: string,
  { rounds, endedByTime, seconds }: Rounds<unknown>,
  told: Pick<Benchmark, 'title' | 'method' | 'versions' | 'tables'>,
): Promise<void> {
  const { title, method, versions, tables } = told;
  const date = new Date().toISOString();
  const benchmark = { title, method, date, machine: thisMachine(), versions, rounds, endedByTime, seconds, tables };
  console.log(printed(benchmark));
  const results = { ...(await readResults()), [name]: benchmark };
  await mkdir(folder, { recursive: true });
  await writeFile(new URL('results.json', folder), `${JSON.stringify(results, null, 2)}\n`);
  await writePage(results, folder);
}
