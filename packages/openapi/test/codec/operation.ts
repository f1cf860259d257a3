import type { Json } from '../../src/json.ts';
import type { Operation, Parameter } from '../../src/operation.ts';

/** An operation of one parameter or one body, with the defaults of OpenAPI. */
export function operationOf(parts: {
  parameters?: Json[];
  body?: Json;
  security?: Json;
  path?: string;
  method?: string;
}): Operation {
  const { parameters = [], body, security = [], method = body ? 'POST' : 'GET' } = parts;
  const names = parameters.filter(({ in: place }) => place === 'path').map(({ name }) => `{${name}}`);
  return {
    id: 'sample',
    method,
    path: parts.path ?? `/${['things', ...names].join('/')}`,
    pointer: '#/paths/~1things/get',
    tags: [],
    parameters: parameters.map(parameterOf),
    unread: [],
    ...(body && { body: { required: false, ...body } }),
    answers: [],
    security,
  };
}

function parameterOf(given: Json): Parameter {
  const { in: place } = given;
  const style: string = given.style ?? (place === 'path' || place === 'header' ? 'simple' : 'form');
  return { required: place === 'path', schema: true, style, explode: style === 'form' || style === 'cookie', ...given };
}

/** A body of one media type. */
export const bodyOf = (mediaType: string, schema: Json = true, more: Json = {}): Json => ({
  contents: [{ mediaType, schema, examples: [], ...more }],
});
