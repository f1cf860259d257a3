import { check, copy } from './contract.ts';
import { Unexplained, type Explainer, type Explanation } from './explainer.ts';
import type { ArgumentFacts, OperationFacts, RequestParts } from './facts.ts';

/** Sorts flat arguments by their places. Throws what is to be explained as an InvalidArgumentError where they break the contract. */
export function requestOf(operation: OperationFacts, args: unknown = {}): RequestParts {
  const { parameters, body } = operation;
  // Each argument is read once, so that what is checked is what goes out.
  const given = new Members();
  let name: string | undefined;
  try {
    for (name of Object.keys(args as object)) given[name] = copy((args as Record<string, unknown>)[name]);
  } catch (error) {
    throw refusal((by) => by.unreadableArgument(args, name, error));
  }

  let isRight = typeof args === 'object';
  let surplus = 0;
  for (const each in given) if (given[each] !== undefined) surplus++;
  const take = ({ name, as = name, required, schema }: ArgumentFacts, into: Record<string, unknown>): void => {
    const value = given[as];
    if (value === undefined) {
      if (required) isRight = false;
      return;
    }
    surplus--;
    into[name] = value;
    if (!check(schema, value)) isRight = false;
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
      if (schema && !check(schema, values)) isRight = false;
    }
  }
  if (!isRight || surplus > 0) throw refusal((by) => by.invalidArguments(operation, args, given, parts.body, check));
  return parts;
}

/** What is to be explained of arguments that cannot be sent. */
export const refusal = (explain: (by: Explainer) => Explanation): Unexplained =>
  new Unexplained('InvalidArgumentError', explain);

/** An object that inherits nothing, so that every name is a member and nothing else. Faster than one without a prototype. */
const Members = function () {} as never as new () => Record<string, unknown>;
Members.prototype = /* @__PURE__ */ Object.create(null);
