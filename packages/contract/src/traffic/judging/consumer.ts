import { reader, type Reader } from '@cc-gateway/openapi/codec';
import { schemaOf, type Json } from '@cc-gateway/openapi';
import type { Operation } from '@cc-gateway/spec';
import type { PassedRequest } from './exchange.ts';
import type { Breach } from './finding.ts';
import type { Match } from './operation-for.ts';

interface Prepared {
  read: Reader;
  /** Why schemas of it cannot be judged. */
  problems: Set<string>;
}

const prepared = new WeakMap<Operation, Prepared>();

/** What a request breaks of its operation. */
export function consumerBreaches({ method, target, headers, body, unread }: PassedRequest, match: Match): Breach[] {
  const { operation, methods } = match;
  const [path = ''] = target.split('?');
  const breach = (rule: string, says: string, reference: string, received: string): Breach => ({
    side: 'consumer',
    rule,
    severity: 'violation',
    says,
    reference,
    operation: operation?.id ?? `${method} ${path}`,
    received,
  });
  if (!operation) {
    return methods.length > 0
      ? [
          breach(
            'request/method',
            'A request has a documented method.',
            'the document: paths',
            `${method}, where ${methods.join(', ')} is documented`,
          ),
        ]
      : [breach('request/path', 'A request goes to a documented path.', 'the document: paths', path)];
  }
  const { read, problems } = prepared.get(operation) ?? prepare(operation);
  const { violations } = read({ target, headers, ...(body.length > 0 && unread === undefined && { body }) });
  return [
    ...violations
      .filter(({ kind }) => unread === undefined || kind !== 'body')
      .map(({ kind, pointer, message }) =>
        breach(
          `request/${kind}`,
          sentences[kind] ?? 'A request keeps the contract.',
          'the document',
          `${pointer} ${message}`,
        ),
      ),
    ...[...problems].map((reason): Breach => ({
      ...breach('request/unjudged', 'What a request carries can be judged.', 'the document', reason),
      severity: 'warning',
    })),
  ];
}

function prepare(operation: Operation): Prepared {
  const problems = new Set<string>();
  const test = (schema: Json) => {
    const compiled = schemaOf(schema, { direction: 'request' });
    if (compiled.problem) problems.add(compiled.problem.reason);
    return (value: unknown) =>
      compiled.test?.violations(value).map(({ pointer, message }) => ({ pointer, message })) ?? [];
  };
  const made = { read: reader(operation, { test }), problems };
  prepared.set(operation, made);
  return made;
}

const sentences: Record<string, string> = {
  security: 'A request carries the credentials that are demanded.',
  path: 'The parameters of a path keep their schemas.',
  query: 'The query keeps the contract.',
  header: 'The headers keep the contract.',
  cookie: 'The cookies keep the contract.',
  mediaType: 'A body has a documented media type.',
  body: 'A body keeps its schema.',
};
