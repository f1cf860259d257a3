import type { CallState } from './call-state.ts';
import { InvalidArgumentError } from './errors.ts';
import type { OperationFacts } from './facts.ts';
import { kindOf, violationsOf, type Violation } from './violations.ts';

/** The parts of a request, sorted by their place on the wire; no part where nothing goes. */
export interface RequestParts {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  header?: Record<string, unknown>;
  cookie?: Record<string, unknown>;
  body?: unknown;
}

/** Sorts flat arguments by their places. Throws InvalidArgumentError where they break the contract. */
export function requestOf(operation: OperationFacts, args: unknown, state: CallState): RequestParts {
  const refuse = (violations: Violation[], cause?: unknown): never => {
    const why = violations.map(({ path, message }) => `${path.slice(1) || 'the arguments'} ${message}`).join('; ');
    throw new InvalidArgumentError(`${why}.`, state, violations, cause);
  };
  if (args !== undefined && (typeof args !== 'object' || args === null)) {
    refuse([{ path: '', message: `must be an object, received ${kindOf(args)}` }]);
  }
  const unreadable: Violation[] = [];
  const given = snapshot(operation, (args ?? {}) as Record<string, unknown>, unreadable);
  if (unreadable.length > 0) refuse(unreadable);
  if (!operation.checkArguments(given)) refuse(violationsOf(operation.checkArguments, given));

  const parts: RequestParts = {};
  if (operation.bodyRequired) parts.body = {};
  for (const { name, place, whole } of operation.arguments) {
    const value = given[name];
    if (value === undefined) continue;
    if (place === 'path' && isDotSegment(value)) {
      refuse([{ path: `/${name}`, message: "must not be '', '.' or '..', which change the path" }]);
    }
    if (place !== 'body') (parts[place] ??= {})[name] = value;
    else if (whole) parts.body = value;
    else ((parts.body ??= {}) as Record<string, unknown>)[name] = value;
  }
  return parts;
}

const isDotSegment = (value: unknown): boolean => /^\.{0,2}$/.test(String(value));

/** An object that inherits nothing, so that every name is a member and nothing else. Faster than one without a prototype. */
const Members = function () {} as never as new () => Record<string, unknown>;
Members.prototype = Object.create(null);

/** The arguments as they will be sent: read once, so that what is checked is what goes out. Adds to `unreadable`. */
function snapshot(
  { arguments: known, mediaType }: OperationFacts,
  args: Record<string, unknown>,
  unreadable: Violation[],
): Record<string, unknown> {
  const given = new Members();
  const opaque =
    mediaType !== undefined && !/json/i.test(mediaType) ? known.find(({ whole }) => whole)?.name : undefined;
  let names: string[] = [];
  try {
    names = Object.keys(args);
  } catch {
    unreadable.push({ path: '', message: 'cannot be read' });
  }
  for (const name of names) {
    try {
      const value = args[name];
      if (value === undefined) continue;
      const plain = name === opaque ? value : plainOf(value);
      given[name] = plain;
      if (name !== opaque && hasLoneSurrogate(plain)) {
        unreadable.push({ path: `/${name}`, message: 'must be well-formed Unicode, received a lone surrogate' });
      }
    } catch {
      unreadable.push({ path: `/${name}`, message: 'cannot be read, or not be written as JSON' });
    }
  }
  return given;
}

/** What JSON makes of an object; any other value as it is. */
const plainOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (JSON.parse(JSON.stringify(value)) as unknown) : value;

const hasLoneSurrogate = (value: unknown): boolean =>
  typeof value === 'string'
    ? /\p{Surrogate}/u.test(value)
    : typeof value === 'object' && value !== null && /\\ud[89a-f]/i.test(JSON.stringify(value));
