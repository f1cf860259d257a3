import type { Contract, Operation } from '@cc-gateway/spec';

/** The names of a contract's types: identifiers, each there once. */
export interface TypeNames {
  /** The name of an operation's types, in PascalCase. */
  of(operation: Operation): string;
  /** The names of the component schemas. */
  schemas: ReadonlyMap<string, string>;
}

const known = new WeakMap<Contract, TypeNames>();

/** The names of a contract's types. */
export function typeNames(contract: Contract): TypeNames {
  if (!known.has(contract)) known.set(contract, namesOf(contract));
  return known.get(contract)!;
}

/** What the module of types says by itself, and names of the language that no type can have. */
const taken =
  'Methods ExampleNames Credentials FilePart Promise Record Uint8Array paths webhooks components operations $defs any unknown never ' +
  'string number boolean object symbol bigint void undefined null';

function namesOf(contract: Contract): TypeNames {
  const used = new Set(taken.split(' '));
  const unique = (wanted: string, suffixes: string[]): string => {
    let name = wanted;
    for (let count = 2; suffixes.some((suffix) => used.has(name + suffix)); count++) name = `${wanted}${count}`;
    for (const suffix of suffixes) used.add(name + suffix);
    return name;
  };
  const operations = contract.operations.map((operation) => [
    operation,
    unique(identifierOf(operation.id), ['Arguments', 'Answer']),
  ]);
  const names = new Map(operations as [Operation, string][]);
  const schemas = Object.keys(contract.document.components?.schemas ?? {}).map((name): [string, string] => [
    name,
    unique(identifierOf(name), ['']),
  ]);
  return { of: (operation) => names.get(operation)!, schemas: new Map(schemas) };
}

/** A name in PascalCase, of letters and digits of any script. */
function identifierOf(text: string): string {
  const words = text.split(/[^\p{ID_Continue}$]+|_/u);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[\p{ID_Start}$]/u.test(name) ? name : `_${name}`;
}
