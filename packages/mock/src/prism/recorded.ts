import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contract as built, type Contract } from '@cc-gateway/spec';
import type { Resource } from './operation.ts';
import type { PrismAnswer } from './types.ts';

/** What Prism made of a contract when this package was built: Prism itself need not be loaded for it. */
export interface Recorded {
  /** Of the bundled document. */
  hash: string;
  /** Prism's form of each operation. */
  resources: Resource[];
  /** Prism's answers to valid requests, with what they break, by operation (as in `resources`) and by what was asked for. */
  answers: [operation: number, asked: string, answer: Given][];
}

/** A documented answer, and not a problem. */
export type Given = Exclude<PrismAnswer, { error: unknown }>;

/** The values of `Accept` whose answers are recorded: none, and those of the usual clients. */
export const usualAccepts = [undefined, '*/*', 'application/json', 'application/json, text/plain, */*'];

/** What was recorded of this contract; undefined of any other than the built one, and where another one was built since. */
export function recordedOf(contract: Contract): Recorded | undefined {
  if (contract !== built) return undefined;
  return (recorded ??= read()).hash === built.stamp.hash ? recorded : undefined;
}

let recorded: Recorded | undefined;

function read(): Recorded {
  try {
    return JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('#recorded/contract.json')), 'utf8')) as Recorded;
  } catch {
    return { hash: '', resources: [], answers: [] };
  }
}
