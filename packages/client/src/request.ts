import { check, copy } from './contract.ts';
import { Unexplained } from './explainer.ts';
import type { ArgumentFacts, BrokenPart, Fault, OperationFacts, RequestParts } from './facts.ts';
import { kindOf } from './violations.ts';

/** Sorts flat arguments by their places. Throws what is to be explained as an InvalidArgumentError where they break the contract. */
export function requestOf({ parameters, body }: OperationFacts, args: unknown = {}): RequestParts {
  const faults: Fault[] = [];
  const broken: BrokenPart[] = [];
  // Each argument is read once, so that what is checked is what goes out.
  const given = new Members();
  try {
    if (typeof args !== 'object' || args === null) faults.push([[], 'type', 'an object', kindOf(args)]);
    else
      for (const name of Object.keys(args)) {
        try {
          given[name] = copy((args as Record<string, unknown>)[name]);
        } catch (error) {
          faults.push([[name], error instanceof RangeError ? 'surrogate' : 'unreadable']);
        }
      }
  } catch {
    faults.push([[], 'unreadable']);
  }
  const isRead = faults.length === 0;

  const take = ({ name, as = name, required, schema }: ArgumentFacts, into: Record<string, unknown>): void => {
    const value = given[as];
    given[as] = undefined;
    if (value !== undefined) {
      into[name] = value;
      if (!check(schema, value)) broken.push([[as], schema, value]);
    } else if (required && isRead) faults.push([[], 'missing', as]);
  };
  const parts: RequestParts = {};
  for (const parameter of parameters) take(parameter, (parts[parameter.in] ??= {}));
  if (body) {
    const { members, required, schema } = body;
    const values: Record<string, unknown> = {};
    for (const member of members ?? [{ ...body, name: 'body' } as ArgumentFacts]) take(member, values);
    if (!members) parts.body = values['body'];
    else if (required || Object.keys(values).length > 0) {
      parts.body = values;
      if (schema && !check(schema, values)) broken.push([[], schema, values]);
    }
  }
  for (const name in given) if (given[name] !== undefined) faults.push([[], 'surplus', name]);
  if (faults.length > 0 || broken.length > 0) throw refusal(faults, broken);
  return parts;
}

/** What is to be explained of arguments that cannot be sent. */
export const refusal = (faults: readonly Fault[], broken: readonly BrokenPart[] = []): Unexplained =>
  new Unexplained('InvalidArgumentError', (by) => by.invalidArguments(faults, broken, check));

/** An object that inherits nothing, so that every name is a member and nothing else. Faster than one without a prototype. */
const Members = function () {} as never as new () => Record<string, unknown>;
Members.prototype = /* @__PURE__ */ Object.create(null);
