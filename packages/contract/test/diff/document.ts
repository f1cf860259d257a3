import type { Json } from '@cc-gateway/spec';

/** A small contract with every extension, anew for each call, for pairs to change. */
export const document = (): Json => ({
  openapi: '3.1.1',
  info: { title: 'Lockers', version: '1.0.0' },
  servers: [{ url: 'https://lockers.example' }],
  security: [{ Key: [] }],
  paths: {
    '/lockers/{number}': {
      put: {
        operationId: 'openLocker',
        summary: 'Opens a locker',
        parameters: [
          { name: 'number', in: 'path', required: true, schema: { type: 'string', pattern: '^[1-9]\\d{0,2}$' } },
          { name: 'side', in: 'query', schema: { type: 'string', enum: ['left', 'right'] } },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: request() } } },
        responses: {
          200: {
            description: 'The verdict.',
            headers: { 'X-Trace': { schema: { type: 'string' } } },
            content: { 'application/json': { schema: answer(), examples: examples() } },
          },
        },
        'x-violations': { path: 'wrong', body: 'wrong' },
        'x-preconditions': [
          { name: 'isHired', row: 'lockers', key: '$request.path.number', else: 'unknown' },
          {
            name: 'isOwn',
            row: 'lockers',
            key: '$request.path.number',
            where: { code: { in: ['$request.body#/code', '$request.body#/master'] } },
            else: 'wrong',
          },
        ],
        'x-effects': [{ row: 'lockers', key: '$request.path.number', set: { open: true } }],
      },
    },
  },
  components: {
    securitySchemes: {
      Key: {
        type: 'apiKey',
        in: 'header',
        name: 'Key',
        'x-session': { header: 'Set-Key', renewMs: 1000, dieMs: 2000 },
      },
    },
  },
  'x-state': { lockers: { key: 'number', columns: { code: { type: 'integer' }, open: { type: 'boolean' } } } },
  'x-retcodes': {
    unlisted: retcode('refused', 'unknown', 'never'),
    codes: {
      '0': retcode('success', 'applied', 'never'),
      '1': retcode('refused', 'not-applied', 'never'),
      '2': retcode('transient', 'not-applied', 'backoff'),
    },
  },
});

const request = (): Json => ({
  type: 'object',
  required: ['code'],
  properties: {
    code: { type: 'integer', minimum: 0, maximum: 9999 },
    master: { type: 'integer' },
    note: { type: 'string', minLength: 1, maxLength: 40 },
    tags: { type: 'array', items: { type: 'string' }, maxItems: 5 },
    hours: { type: 'number', default: 1 },
  },
});

const answer = (): Json => ({
  type: 'object',
  required: ['code'],
  properties: {
    code: { type: 'string' },
    text: { type: 'string', 'x-tolerated': { absent: true, schema: { type: 'null' }, decision: 'text.md' } },
    state: { type: 'string', enum: ['open', 'shut'] },
    count: { type: 'integer', minimum: 0 },
  },
  'x-success': { value: '$response.body#/code', equals: '0' },
});

const examples = (): Json => ({
  opened: { value: { code: '0', text: '', state: 'open' } },
  wrong: { value: { code: '1', text: 'Wrong.' } },
  unknown: { value: { code: '1', text: 'Unknown.' } },
  busy: { value: { code: '2', text: 'Busy.' } },
});

const retcode = (kind: string, outcome: string, retry: string): Json => ({
  class: kind,
  outcome,
  retry,
  evidence: 'page',
  meaning: 'What it means.',
  action: 'What to do.',
});

/** Where a change begins: the parts of a document that pairs change most. */
export const partsOf = (contract: Json): Record<string, Json> => {
  const operation = contract.paths['/lockers/{number}'].put;
  const ok = operation.responses[200];
  return {
    contract,
    operation,
    ok,
    body: operation.requestBody.content['application/json'],
    request: operation.requestBody.content['application/json'].schema,
    sent: operation.requestBody.content['application/json'].schema.properties,
    media: ok.content['application/json'],
    answer: ok.content['application/json'].schema,
    said: ok.content['application/json'].schema.properties,
    examples: ok.content['application/json'].examples,
    lines: operation['x-preconditions'],
    codes: contract['x-retcodes'].codes,
    session: contract.components.securitySchemes.Key['x-session'],
    key: contract.components.securitySchemes.Key,
    columns: contract['x-state'].lockers.columns,
  };
};
