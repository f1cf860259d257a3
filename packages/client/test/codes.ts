import { contract, type RetcodeClass } from '@cc-gateway/spec';
import type { ExampleName } from '../src/testing/index.ts';

/** A code of the contract that is of a class: the first that an example shows. Throws an Error where there is none. */
export function codeOf(kind: RetcodeClass): string {
  const found = [...contract.retcodes.codes].find(([code, each]) => each.class === kind && examples.has(code));
  if (!found) throw new Error(`The contract has no example of a code of the class ${kind}, which this test needs.`);
  return found[0];
}

/** The name of the example that has a code. */
export const exampleOf = (code: string): ExampleName => examples.get(code) as ExampleName;

const examples = new Map(
  contract.operations
    .find(({ id }) => id === 'assignUserInQueue')!
    .answers.flatMap(({ contents }) => contents.flatMap((content) => content.examples))
    .map(({ name, value }) => [value.retcode as string, name]),
);
