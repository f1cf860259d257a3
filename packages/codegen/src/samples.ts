import { valueFor, type Contract, type Json, type Operation } from '@cc-gateway/spec';
import { argumentsOf } from './arguments.ts';
import { schemaOf } from './calls.ts';
import { bytesMark } from './direction.ts';

/** TypeScript of arguments for a call: the document's examples, and values of the schemas where one is needed and has none. */
export function sampleArguments(contract: Contract, operation: Operation): string {
  const members = argumentsOf(operation).flatMap((argument) => {
    const { name, example, required } = argument;
    const schema = schemaOf(operation, argument);
    if (isBytes(schema)) return required ? [`${JSON.stringify(name)}:${bytesOf(schema)}`] : [];
    if (example !== undefined) return [`${JSON.stringify(name)}:${JSON.stringify(example)}`];
    return required ? [`${JSON.stringify(name)}:${JSON.stringify(valueFor(contract, schema))}`] : [];
  });
  return members.length > 0 ? `{${members.join(',')}}` : '';
}

const isBytes = (schema: Json): boolean => Boolean(schema?.[bytesMark] ?? schema?.items?.[bytesMark]);
const bytesOf = (schema: Json): string => (schema[bytesMark] ? 'new Uint8Array()' : '[new Uint8Array()]');
