import { argumentsOf } from '@cc-gateway/codegen';
import { ContractError, parseExpression, sampleRequests, type Contract, type Operation } from '@cc-gateway/spec';

/** A request and how its answer is judged: all that a sample in any language says. */
export interface Sample {
  operation: Operation;
  /** Path and query, filled in and percent-encoded. */
  target: string;
  /** Name and value; a value that is a secret is the name of an environment variable instead. */
  headers: { name: string; value: string; fromEnvironment: boolean }[];
  /** The body as it is sent; undefined where there is none. */
  body: string | undefined;
  /** Whether the body, and the answer, are JSON; otherwise they are text. */
  isJson: { body: boolean; answer: boolean };
  /** The arguments of the client's method. */
  args: Record<string, unknown>;
  /** The member of the JSON body that decides, and its value on success; without it the status decides. */
  success: { member: string[]; equals: unknown } | undefined;
}

/** The sample of an operation: the first of its examples. Throws ContractError where its success cannot be told. */
export function sampleOf(contract: Contract, operation: Operation): Sample {
  const { target, headers, body, parts } = sampleRequests(contract, operation)[0]!;
  const answers = operation.answers.filter(({ status }) => status.startsWith('2')).flatMap(({ contents }) => contents);
  const isJson = {
    body: /json/i.test(headers['Content-Type'] ?? 'json') || typeof body !== 'string',
    answer: answers.length > 0 && answers.every(({ mediaType }) => /json/i.test(mediaType)),
  };
  const secrets = new Set(operation.security[0]?.map(({ name }) => name));
  const places: Record<string, Record<string, unknown>> = {
    path: parts.path,
    query: parts.query,
    header: parts.headers,
  };
  const args = argumentsOf(operation).map(({ name, wire, place, whole, example }) => {
    if (place !== 'body') return [name, places[place]?.[wire] ?? example];
    return [name, whole ? body : (body as Record<string, unknown> | undefined)?.[wire]];
  });
  return {
    operation,
    target,
    headers: Object.entries(headers).map(([name, value]) =>
      secrets.has(name)
        ? { name, value: variableOf(name), fromEnvironment: true }
        : { name, value, fromEnvironment: false },
    ),
    body: body === undefined || !isJson.body ? (body as string | undefined) : JSON.stringify(body),
    isJson,
    args: Object.fromEntries(args.filter(([, value]) => value !== undefined)),
    success: successOf(operation),
  };
}

/** The environment variable that holds a session, by the name of its header. */
export const variableOf = (name: string): string => `GATEWAY_${name.toUpperCase().replaceAll(/\W+/g, '_')}`;

/** The sentence that every sample carries: HTTP 200 alone decides nothing. */
export const remark = ({ success }: Sample): string =>
  success ? `HTTP 200 is not success: ${success.member.join('.')} decides.` : 'The HTTP status decides.';

function successOf({ id, success }: Operation): Sample['success'] {
  if (!success) return undefined;
  const expression = parseExpression(success.value);
  if (expression.from === 'response' && expression.place === 'body') {
    return { member: expression.pointer, equals: success.equals };
  }
  throw new ContractError(
    `${id}: no sample can judge an answer by ${JSON.stringify(success.value)}, expected $response.body#/….`,
  );
}
