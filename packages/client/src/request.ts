import type { CallState } from './call-state.ts';
import { check, copy } from './contract.ts';
import { InvalidArgumentError } from './errors.ts';
import type { ArgumentFacts, OperationFacts, RequestParts } from './facts.ts';
import { kindOf, type Violation } from './violations.ts';

/** Sorts flat arguments by their places. Throws InvalidArgumentError where they break the contract. */
export function requestOf({ parameters, body }: OperationFacts, args: unknown, state: CallState): RequestParts {
  const faults: Violation[] = [];
  const refuse = (path: string, message: string): void => void faults.push({ path, message });
  if (args !== undefined && (typeof args !== 'object' || args === null)) {
    refuse('', `must be an object, received ${kindOf(args)}`);
    throw refusal(faults, state);
  }
  const given = snapshot((args ?? {}) as Record<string, unknown>, refuse);
  if (faults.length > 0) throw refusal(faults, state);

  let taken = 0;
  const take = ({ name, as = name, required, schema }: ArgumentFacts): unknown => {
    const value = given[as];
    if (value !== undefined) taken++;
    if (value !== undefined) for (const { path, message } of check(schema, value)) refuse(pointer(as) + path, message);
    else if (required) refuse('', `must have a member ${JSON.stringify(as)}`);
    return value;
  };
  const parts: RequestParts = {};
  for (const parameter of parameters) {
    const value = take(parameter);
    if (value !== undefined) (parts[parameter.in] ??= {})[parameter.name] = value;
  }
  const inBody = body ? (body.members ?? [{ name: 'body', ...body } as ArgumentFacts]) : [];
  if (body?.members) {
    const members: Record<string, unknown> = {};
    for (const member of inBody) {
      const value = take(member);
      if (value !== undefined) members[member.name] = value;
    }
    if (body.required || Object.keys(members).length > 0) {
      parts.body = members;
      if (body.schema) faults.push(...check(body.schema, members));
    }
  } else if (inBody[0]) parts.body = take(inBody[0]);
  if (taken < Object.keys(given).length) {
    const known = new Set([...parameters, ...inBody].map(({ name, as = name }) => as));
    for (const name in given) if (!known.has(name)) refuse('', `must not have a member ${JSON.stringify(name)}`);
  }
  if (faults.length > 0) throw refusal(faults.slice(0, 10), state);
  return parts;
}

/** The error of arguments that cannot be sent. */
export function refusal(violations: readonly Violation[], state: CallState): InvalidArgumentError {
  const why = violations.map(({ path, message }) => `${path.slice(1) || 'the arguments'} ${message}`).join('; ');
  return new InvalidArgumentError(`${why}.`, state, violations);
}

const pointer = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** An object that inherits nothing, so that every name is a member and nothing else. Faster than one without a prototype. */
const Members = function () {} as never as new () => Record<string, unknown>;
Members.prototype = Object.create(null);

/** The arguments as they will be sent: read once, so that what is checked is what goes out. */
function snapshot(
  args: Record<string, unknown>,
  refuse: (path: string, message: string) => void,
): Record<string, unknown> {
  const given = new Members();
  let names: string[] = [];
  try {
    names = Object.keys(args);
  } catch {
    refuse('', 'cannot be read');
  }
  for (const name of names) {
    try {
      const value = copy(args[name]);
      if (value !== undefined) given[name] = value;
    } catch (cause) {
      const isHalf = cause instanceof RangeError;
      refuse(
        pointer(name),
        isHalf ? 'must be well-formed Unicode, received a lone surrogate' : 'cannot be read, or not be written as JSON',
      );
    }
  }
  return given;
}
