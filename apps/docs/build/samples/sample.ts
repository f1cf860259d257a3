import { argumentsOf } from '@cc-gateway/codegen';
import {
  ContractError,
  parseExpression,
  sampleRequests,
  variableOf,
  type Contract,
  type Operation,
} from '@cc-gateway/spec';
import { addressVariable, type Sample, type SampleHeader } from './words.ts';

/** What the sandbox listens on unless told. */
export const sandboxAddress = 'http://127.0.0.1:8043';

/** The sample of an operation: the first of its examples. Throws ContractError where its success cannot be told. */
export function sampleOf(contract: Contract, operation: Operation): Sample {
  const { target, headers, body, content, parts } = sampleRequests(contract, operation)[0]!;
  const [schemes = []] = operation.security;
  // What is no key stands in the header of HTTP itself.
  const secrets = new Set(schemes.map(({ type, name }) => (type === 'apiKey' ? name : 'Authorization')));
  const places: Record<string, Record<string, unknown>> = {
    path: parts.path,
    query: parts.query,
    header: parts.headers,
  };
  const args = argumentsOf(operation).map(({ name, wire, place, whole, example }) => {
    if (place !== 'body') return [name, places[place]?.[wire] ?? example];
    return [name, whole ? body : (body as Record<string, unknown> | undefined)?.[wire]];
  });
  const sent = Object.entries(headers).map(([name, value]) => headerOf(name, value, secrets.has(name)));
  return {
    operation,
    target,
    headers: sent,
    body: content === undefined || typeof content === 'string' ? content : new TextDecoder().decode(content),
    args: Object.fromEntries(args.filter(([, value]) => value !== undefined)),
    variables: [
      { name: addressVariable, holds: `the address of the gateway, for example ${sandboxAddress}` },
      ...sent
        .filter(({ fromEnvironment }) => fromEnvironment)
        .map(({ name, value }) => ({ name: value, holds: `what the header ${name} carries` })),
    ],
    schemes: schemes.map(({ scheme, type, in: place, name }) => ({
      scheme,
      type,
      ...(place && { in: place }),
      ...(name !== undefined && { name }),
    })),
    success: successOf(operation),
  };
}

const headerOf = (name: string, value: string, isSecret: boolean): SampleHeader =>
  isSecret ? { name, value: variableOf(name), fromEnvironment: true } : { name, value, fromEnvironment: false };

/** How a sample tells success: by status, member and value; undefined where the status alone decides. Throws ContractError. */
export function successOf({ id, success, answers }: Operation): Sample['success'] {
  if (!success) return undefined;
  const expression = parseExpression(success.value);
  if (expression.from === 'response' && expression.place === 'body') {
    const status = Number(answers.find((answer) => answer.success)?.status ?? 200);
    return { status: Number.isNaN(status) ? 200 : status, member: expression.pointer, equals: success.equals };
  }
  throw new ContractError(
    `${id}: no sample can judge an answer by ${JSON.stringify(success.value)}, expected $response.body#/….`,
  );
}
