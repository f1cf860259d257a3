import { evaluate, type Contract, type Operation, type RequestParts, type World } from '@cc-gateway/spec';
import { sessionTable } from './sessions.ts';
import type { Violation } from './violations.ts';

/** In what a valid request breaks the contract by its session; undefined where it does not, or where that cannot be told. */
export type Stranger = (operation: Operation, request: RequestParts, world: World | undefined) => Violation | undefined;

/**
 * Tells keys of no session that is alive, at operations that ask for a session and whose preconditions do not look it up: the
 * document says what carries a session, and the world which sessions there are.
 */
export function strangersTo(contract: Contract): Stranger {
  const table = sessionTable(contract)?.name;
  const carriers = new Map(contract.operations.map((operation) => [operation, carriersOf(operation, table)]));
  return (operation, request, world) => {
    const places = carriers.get(operation) ?? [];
    if (!world || places.length === 0) return undefined;
    const isAlive = places.some(({ key }) => world.find(table!, String(evaluate(key, { request }))) !== undefined);
    if (isAlive) return undefined;
    const [{ place, name }] = places as [Carrier];
    const message = `${place} ${name} is the key of no session that is alive`;
    return { path: [place, name], code: 401, message, severity: 0 };
  };
}

interface Carrier {
  place: string;
  name: string;
  key: string;
}

/** Where the requests of an operation carry the key of a session; none where there is another way in, or a line that looks it up. */
function carriersOf({ security, preconditions }: Operation, table: string | undefined): Carrier[] {
  if (table === undefined || preconditions.some(({ row }) => row === table)) return [];
  const found = security.map((alternative) =>
    alternative.find(({ session, name, in: place }) => session && name !== undefined && place !== 'cookie'),
  );
  if (found.includes(undefined)) return [];
  return found.map((scheme) => {
    const { name, in: place } = scheme!;
    return { place: place!, name: name!, key: `$request.${place}.${name}` };
  });
}
