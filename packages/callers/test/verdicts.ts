import { readFile } from 'node:fs/promises';
import { drill, failuresIn } from '@cc-gateway/contract';
import type { Naive } from './services.ts';

/** What a caller came to, by situation: `passed`, `untried`, or the rules that it broke. */
export type Verdicts = Record<string, string>;

/** The table that the docs publish. */
export type Table = { name: string; language: string; verdicts: Verdicts }[];

/** Where the table is kept: the docs read it. */
export const tableFile = new URL('callers.json', import.meta.resolve('@cc-gateway/docs/package.json'));

/** What is drilled: the operation that the callers call. */
export const subject = { operation: 'assignUserInQueue' } as const;

/** Reads the table. */
export const readTable = async (): Promise<Table> => JSON.parse(await readFile(tableFile, 'utf8')) as Table;

/** Twice the time-out of each library that has one: the machine may be busy. */
const timeoutMs = 20_000;

/** Drills a caller. */
export async function verdictsOf({ start }: Naive): Promise<Verdicts> {
  await using service = await start!();
  const { trials, reason } = await drill({ ...subject, trigger: service.url, timeoutMs, concurrency: 8 });
  if (reason !== undefined) throw new Error(reason);
  return Object.fromEntries(
    trials.map((trial) => {
      const rules = failuresIn({ trials: [trial] }).map(({ rule }) => rule);
      return [trial.name, rules.length === 0 ? trial.verdict : rules.join(', ')];
    }),
  );
}
