import { ContractError, type Content, type Json, type Operation, type Parameter } from '@cc-gateway/spec';
import { requestSchema } from './direction.ts';
import { formOf, preferred } from './media.ts';

/** One flat argument of a client method, and the place on the wire where it goes. */
export interface Argument {
  /** As the caller writes it. */
  name: string;
  /** As it stands on the wire. */
  wire: string;
  place: Parameter['in'] | 'body';
  /** The argument is the whole body, not one member of it. */
  whole?: true;
  required: boolean;
  schema: Json;
  example?: Json;
  /** How it is written, where it is a parameter. */
  parameter?: Parameter;
}

/**
 * The flat arguments of an operation, in the document's order. An argument has the name that it has on the wire, or the one
 * that `x-argument` gives; those whose names stand in several places have their place in front: `path.id` and `body.id`.
 * Throws ContractError where two still have one name.
 */
export function argumentsOf(operation: Operation): Argument[] {
  const found = [...operation.parameters.map(ofParameter), ...bodyArguments(operation)];
  const isTwice = ({ name }: Argument): boolean => found.filter((other) => other.name === name).length > 1;
  const all = found.map((argument) => {
    const name = isTwice(argument) ? `${argument.place}.${argument.name}` : argument.name;
    return { ...argument, name };
  });
  for (const [index, { name, place, wire }] of all.entries()) {
    const earlier = all.slice(0, index).find((argument) => argument.name === name);
    if (earlier) {
      throw new ContractError(
        `${operation.id}: the argument ${JSON.stringify(name)} stands for ${JSON.stringify(earlier.wire)} in ` +
          `${earlier.place} and for ${JSON.stringify(wire)} in ${place} (${operation.pointer}). Expected one for each ` +
          'name; x-argument on a parameter or member gives it another.',
      );
    }
  }
  return all;
}

function ofParameter(parameter: Parameter): Argument {
  const { name, argument, in: place, required, schema, description, example } = parameter;
  return {
    name: argument ?? name,
    wire: name,
    place,
    required: required || place === 'path',
    schema: description ? { description, ...asObject(schema) } : schema,
    ...(example !== undefined && { example }),
    parameter,
  };
}

/** The content that a client sends: JSON where the document offers it. */
export const requestContent = (operation: Operation): Content | undefined => preferred(operation.body?.contents ?? []);

/** The members of a body that are arguments of their own, those that are demanded and not described too; undefined where the body is one. */
export function flatMembers(content: Content): Record<string, Json> | undefined {
  const schema = requestSchema(content.schema);
  const isFlat = ['json', 'urlencoded', 'multipart'].includes(formOf(content)) && isPlainObject(schema);
  if (!isFlat) return undefined;
  const others = ((schema.required ?? []) as string[]).filter((name) => !Object.hasOwn(schema.properties, name));
  return others.length === 0
    ? schema.properties
    : { ...schema.properties, ...Object.fromEntries(others.map((name) => [name, {}])) };
}

function bodyArguments(operation: Operation): Argument[] {
  const content = requestContent(operation);
  if (!content) return [];
  const schema = requestSchema(content.schema);
  const example = content.examples[0]?.value;
  const required = operation.body?.required === true;
  const members = flatMembers(content);
  if (!members) {
    const name = operation.body?.argument ?? 'body';
    const more = example === undefined ? {} : { example };
    return [{ name, wire: 'body', place: 'body', whole: true, required, schema, ...more }];
  }
  return Object.entries<Json>(members).map(([name, member]) => ({
    name: member?.['x-argument'] ?? name,
    wire: name,
    place: 'body',
    required: required && (schema.required ?? []).includes(name),
    schema: member,
    ...(example?.[name] !== undefined && { example: example[name] }),
  }));
}

const isPlainObject = (schema: Json): boolean =>
  schema?.type === 'object' &&
  typeof schema.properties === 'object' &&
  ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'].every(
    (keyword) => !schema[keyword],
  );

const asObject = (schema: Json): Json => (schema === true ? {} : schema);
