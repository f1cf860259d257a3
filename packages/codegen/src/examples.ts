import type { Contract, Operation } from '@cc-gateway/spec';
import { banner } from './banner.ts';

const maker = '@cc-gateway/codegen';

/** The module that a fake gateway is driven by: the named examples of each operation's answers. */
export function examplesModule(contract: Contract): string {
  const operations = contract.operations.map((operation) => ({
    id: operation.id,
    method: operation.method,
    path: operation.path,
    examples: Object.fromEntries(examplesOf(operation).map(({ name, ...example }) => [name, example])),
  }));
  return `${banner(maker, contract)}export const operations = ${JSON.stringify(operations, null, 2)};\n`;
}

/** Types of that module: the names of the examples, by operation. */
export function examplesTypes(contract: Contract): string {
  const lines = contract.operations.map((operation) => {
    const names = examplesOf(operation).map(({ name }) => JSON.stringify(name));
    return `  ${JSON.stringify(operation.id)}: ${names.join(' | ') || 'never'};`;
  });
  return [
    banner(maker, contract),
    'export declare const operations: unknown;',
    '/** The names of the examples that the contract gives for the answers of each operation. */',
    `export interface ExampleNames {\n${lines.join('\n')}\n}\n`,
  ].join('\n');
}

interface NamedAnswer {
  name: string;
  status: number;
  mediaType: string;
  body: unknown;
}

const examplesOf = (operation: Operation): NamedAnswer[] =>
  operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap(({ mediaType, examples }) =>
      examples.map(({ name, value }) => ({ name, status: statusOf(status), mediaType, body: value })),
    ),
  );

/** A status of those that a document means: the first of a range, and 200 where it is left open. */
const statusOf = (status: string): number => Number(status.replace(/xx$/i, '00')) || 200;
