import type { Json } from '@cc-gateway/spec';

/** Why no value can keep a schema, by what it says itself: for people. Undefined where nothing is seen. */
export function impossible(schema: Json): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  return crossed(schema) ?? forbidden(schema) ?? unnamed(schema);
}

const bounds: [least: string, most: string][] = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
];

/** Only values of one type have these bounds: of another type a value may still be. */
function crossed(schema: Json): string | undefined {
  const found = bounds.find(([least, most]) => schema[least] > schema[most]);
  return found && `${found[0]} is ${schema[found[0]]}, and ${found[1]} is ${schema[found[1]]}`;
}

/** A member that must be there and must not. */
function forbidden({ required, properties, not }: Json): string | undefined {
  const name = names(required).find(
    (each) =>
      (Object.hasOwn(Object(properties), each) && isNothing(properties[each])) ||
      (names(not?.required).length === 1 && not.required[0] === each && Object.keys(Object(not)).length === 1),
  );
  return name === undefined ? undefined : `${name} is required, and no value of it is allowed`;
}

/** A member that must be there, and that a closed schema, or a closed part of all of it, does not name. */
function unnamed(schema: Json): string | undefined {
  const parts: Json[] = [schema, ...(Array.isArray(schema.allOf) ? schema.allOf : [])];
  const wanted = parts.flatMap((part) => names(part?.required));
  const closed = parts.filter((part) => part?.additionalProperties === false && part.patternProperties === undefined);
  const name = wanted.find((each) => closed.some(({ properties }) => !Object.hasOwn(Object(properties), each)));
  return name === undefined ? undefined : `${name} is required, and a closed schema does not name it`;
}

const names = (required: unknown): string[] => (Array.isArray(required) ? (required as string[]) : []);

const isNothing = (schema: Json): boolean =>
  schema === false || schema?.not === true || (Array.isArray(schema?.enum) && schema.enum.length === 0);
