import { testsOf } from '@cc-gateway/openapi';
import { reader, type Reader, type Violation } from '@cc-gateway/openapi/codec';
import type { Operation } from '@cc-gateway/spec';
import type { Wire } from '../wire/request.ts';
import type { Plan } from './plan.ts';

/** In what a request, read back from its bytes, breaks its operation's document; its session is another matter. */
export interface ReadBack {
  violations: Violation[];
  /** Whether all of it could be judged. */
  isJudged: boolean;
}

/** Reads a request back as a provider would. */
export function readBack({ run, operation }: Plan, wire: Wire): ReadBack {
  const { origin, prefix } = run.target;
  const target = wire.target.replace(origin, '').slice(prefix.length);
  const request = { target, headers: wire.headers, ...(wire.body && { body: wire.body }) };
  const { violations, unjudged } = readerOf(operation)(request);
  return { violations: violations.filter(({ kind }) => kind !== 'security'), isJudged: unjudged.length === 0 };
}

const known = new WeakMap<Operation, Reader>();

/** The reader of an operation, prepared once. */
function readerOf(operation: Operation): Reader {
  let found = known.get(operation);
  if (!found) known.set(operation, (found = reader(operation, { test: testsOf({ direction: 'request' }) })));
  return found;
}
