import * as generated from '#examples';

/** The names of the examples that the contract gives for each operation's answers. */
export interface ExampleNames extends generated.ExampleNames {}

/** The name of an example of any operation's answer. */
export type ExampleName = ExampleNames[keyof ExampleNames];

/** An operation, as a fake gateway answers it. */
export interface FakeOperation {
  id: string;
  method: string;
  path: string;
  examples: Record<string, { status: number; mediaType: string; body: unknown }>;
}

/** The operations of the contract, with the examples of their answers. */
export const fakeOperations = generated.operations as FakeOperation[];

/** The operation that a request is for, and its arguments in the path. Throws where the contract has none. */
export function operationOf(method: string, pathname: string): FakeOperation {
  const found = fakeOperations.find((operation) => operation.method === method && patternOf(operation).test(pathname));
  if (found) return found;
  const known = fakeOperations.map((operation) => `${operation.method} ${operation.path}`).join(', ');
  throw new Error(`the contract has no ${method} ${pathname}; it has ${known}.`);
}

/** Throws where no operation has an example of that name. */
export function checkExample(name: string, of: FakeOperation[] = fakeOperations): void {
  if (of.some(({ examples }) => Object.hasOwn(examples, name))) return;
  const known = of.flatMap(({ examples }) => Object.keys(examples)).join(', ');
  const has = known ? `it has ${known}` : 'it has none here: answer with a Response of your own';
  throw new Error(`the contract has no example ${JSON.stringify(name)}; ${has}.`);
}

// A base URL may have a path of its own in front.
const patternOf = ({ path }: FakeOperation): RegExp =>
  new RegExp(`${path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^{}]+\}/g, '[^/]+')}$`);
