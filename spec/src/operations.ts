import type { Operation as Described, SecurityScheme as DescribedScheme } from '@cc-gateway/openapi';
import type { Json } from './document.ts';
import type { Operation, SecurityScheme } from './operation.ts';
import { readSuccess, ruleIn } from './success.ts';

/** An operation of a document, with what our extensions say of it. */
export function readOperation(described: Described): Operation {
  const { parameters, body, security, extensions = {}, ...rest } = described;
  const answers = described.answers.map((answer) => {
    const success = answer.contents.map(({ schema }) => ruleIn(schema)).find((rule) => rule !== undefined);
    return { ...answer, ...(success && { success }) };
  });
  const success = readSuccess(answers);
  return {
    ...rest,
    parameters: parameters.map(withArgument),
    ...(body && { body: withArgument(body) }),
    answers,
    security: security.map((schemes) => schemes.map(withSession)),
    ...(success && { success }),
    violations: extensions['x-violations'] ?? {},
    preconditions: extensions['x-preconditions'] ?? [],
    effects: extensions['x-effects'] ?? [],
  };
}

function withArgument<T extends { extensions?: Record<string, Json> }>({ extensions, ...rest }: T) {
  const name = extensions?.['x-argument'];
  return { ...rest, ...(name !== undefined && { argument: String(name) }) };
}

function withSession({ extensions, ...scheme }: DescribedScheme): SecurityScheme {
  const session = extensions?.['x-session'];
  return { ...scheme, ...(session && { session }) };
}
