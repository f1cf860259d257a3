import { linkSchema, sampleOf } from '@cc-gateway/openapi';
import type { Contract, Json, Operation } from '@cc-gateway/spec';
import { argumentsOf } from './arguments.ts';
import { schemaOf } from './calls.ts';
import { bytesMark } from './direction.ts';
import { familiar } from './familiar.ts';
import { keeperOf, type Keeps } from './keeper.ts';
import { mentions } from './lowered.ts';

/** TypeScript of arguments for a call: the document's examples, and values of the schemas where one is needed and has none. */
export function sampleArguments(contract: Contract, operation: Operation): string {
  const keeps = keeperOf(contract.document);
  const members = argumentsOf(operation).flatMap((argument) => {
    const { name, required } = argument;
    const schema = schemaOf(operation, argument);
    const text = isBytes(schema) ? required && bytesOf(schema) : valueText(contract, keeps, schema, argument);
    return text ? [`${JSON.stringify(name)}:${text}`] : [];
  });
  return members.length > 0 ? `{${members.join(',')}}` : '';
}

const isBytes = (schema: Json): boolean => Boolean(schema?.[bytesMark] ?? schema?.items?.[bytesMark]);
const bytesOf = (schema: Json): string => (schema[bytesMark] ? 'new Uint8Array()' : '[new Uint8Array()]');

/** A value that keeps the schema: the example, or one that is made where it is required; nothing typed where none is found. */
function valueText(
  contract: Contract,
  keeps: Keeps,
  schema: Json,
  { example, required }: { example?: Json; required: boolean },
): string | undefined {
  const textOf = (value: Json): string | undefined => {
    const shown = familiar(contract.document, keeps, schema, value);
    return keeps(schema, shown) ? JSON.stringify(shown) : undefined;
  };
  if (example !== undefined && keeps(schema, example)) return textOf(example) ?? `${JSON.stringify(example)} as never`;
  if (!required) return undefined;
  const made: Json = sampleOf(linked(contract, schema)).value;
  return (made === undefined ? undefined : textOf(made)) ?? 'undefined as never';
}

/** A schema without references: those that `acyclic` left are replaced. */
const linked = ({ document }: Contract, schema: Json): Json =>
  typeof schema === 'object' && mentions(schema, '$ref') ? linkSchema({ ...document, ...schema }) : schema;
