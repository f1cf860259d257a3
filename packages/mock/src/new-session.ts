import {
  evaluate,
  isSuccess,
  parseExpression,
  type Contract,
  type Operation,
  type RequestParts,
} from '@cc-gateway/spec';
import type { Decided } from './exchange.ts';
import type { Stage } from './scenario/stage.ts';
import { isSessionKey, sessionTable } from './sessions.ts';

/**
 * Gives a success that begins a session a key of its own, in the header in which the document says that it arrives, and
 * takes the header from every other answer; one that a session carried goes on under it. The key is what follows the first `=`; gives it by the header's name in small
 * letters, as effects look for it.
 */
export function beginSession(
  contract: Contract,
  operation: Operation,
  request: RequestParts,
  exchange: Decided,
  { world, sessions }: Stage,
): Record<string, string> | undefined {
  const header = headerOf(contract, operation);
  if (header === undefined) return undefined;
  const [name, given] = Object.entries(exchange.headers).find(([each]) => each.toLowerCase() === header) ?? [];
  if (name === undefined) return undefined;
  const isBegun = !exchange.isProblem && isSuccess(operation, exchange);
  // Without a world there are no sessions; a success answers with its example.
  if (isBegun && !world) return undefined;
  const { [name]: _, ...headers } = exchange.headers;
  exchange.headers = headers;
  if (!isBegun) return undefined;
  const form = String(given);
  const start = form.indexOf('=') + 1;
  const carried = operation.preconditions.find((line) => isSessionKey(operation, line.key));
  const renewed = carried && evaluate(carried.key, { request });
  const key = sessions.begin(form.slice(start), renewed === undefined ? undefined : String(renewed));
  exchange.headers[name] = form.slice(0, start) + key;
  return { [header]: key };
}

const known = new WeakMap<Operation, { header: string | undefined }>();

/** The header of the answer from which an effect takes the key of a session; its name is in small letters. */
function headerOf(contract: Contract, operation: Operation): string | undefined {
  let found = known.get(operation);
  if (!found) known.set(operation, (found = { header: readHeader(contract, operation) }));
  return found.header;
}

function readHeader(contract: Contract, { effects }: Operation): string | undefined {
  for (const { row, key } of effects) {
    const expression = parseExpression(key);
    if (expression.from !== 'response' || !('name' in expression)) continue;
    if (sessionTable(contract)?.name === row) return expression.name.toLowerCase();
  }
  return undefined;
}
