import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contract as built, type Contract, type Operation } from '@cc-gateway/spec';
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

const usual = [undefined, '*/*', 'application/json', 'application/json, text/plain, */*'];

/** The values of `Accept` whose answers are recorded: none, those of the usual clients, and each documented media type. */
export const usualAccepts = ({ answers }: Operation): (string | undefined)[] => [
  ...new Set([...usual, ...answers.flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType))]),
];

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
