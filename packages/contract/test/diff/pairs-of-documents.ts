import type { Json } from '@cc-gateway/spec';

const text = { type: 'string' };
const of = (properties: Json, required: string[] = []): Json => ({ type: 'object', properties, required });
const json = (schema: Json): Json => ({ 'application/json': { schema } });

/** A document with what OpenAPI knows beside schemas, anew for each call. */
export const everything = (): Json => ({
  openapi: '3.2.0',
  info: { title: 'Kinds', version: '1.0.0' },
  servers: [{ url: 'https://{region}.kinds.example', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } }],
  paths: {
    '/kinds/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
      post: {
        operationId: 'send',
        parameters: [
          { name: 'tags', in: 'query', schema: { type: 'array', items: text } },
          { name: 'count', in: 'query', allowEmptyValue: true, schema: { type: 'integer', default: 1 } },
          { name: 'page', in: 'query', required: true, schema: { type: 'integer', default: 1 } },
        ],
        requestBody: {
          content: {
            ...json(of({ a: text })),
            'multipart/form-data': {
              schema: of({ file: { type: 'string', format: 'binary' } }),
              encoding: { file: { contentType: 'image/png, image/jpeg', headers: { 'X-Part': { schema: text } } } },
            },
          },
        },
        responses: {
          200: {
            description: 'Done.',
            headers: { 'X-Rest': { required: true, schema: { type: 'integer' } } },
            content: { ...json(of({ a: text }, ['a'])), 'application/jsonl': { itemSchema: text } },
            links: { next: { operationId: 'send' } },
          },
          '4XX': { description: 'Refused.', content: json(of({ reason: text })) },
        },
        callbacks: {
          done: {
            '{$request.body#/a}': {
              post: { requestBody: { content: json(of({ event: text }, ['event'])) }, responses: {} },
            },
          },
        },
        security: [{ Key: [] }, { Login: ['read'] }],
      },
      query: { responses: { 204: { description: 'Nothing.' } } },
      additionalOperations: { COPY: { responses: { 204: { description: 'Nothing.' } } } },
    },
  },
  webhooks: {
    told: { post: { requestBody: { content: json(of({ kind: { enum: ['a'] } }, ['kind'])) }, responses: {} } },
  },
  components: {
    securitySchemes: {
      Key: { type: 'apiKey', in: 'header', name: 'Key' },
      Login: {
        type: 'oauth2',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://kinds.example/a',
            tokenUrl: 'https://kinds.example/t',
            scopes: { read: '', write: '' },
          },
        },
      },
    },
  },
});

/** What changes change most. */
interface Parts {
  all: Json;
  item: Json;
  post: Json;
  form: Json;
  ok: Json;
  scheme: Json;
  event: Json;
  told: Json;
}

export function partsOf(all: Json): Parts {
  const item = all.paths['/kinds/{id}'];
  const { post } = item;
  const body = (operation: Json): Json => operation.requestBody.content['application/json'].schema;
  return {
    all,
    item,
    post,
    form: post.requestBody?.content['multipart/form-data']?.encoding.file,
    ok: post.responses[200],
    scheme: all.components.securitySchemes.Login.flows.authorizationCode,
    event: body(post.callbacks.done['{$request.body#/a}'].post),
    told: body(all.webhooks.told.post),
  };
}

/** What is done to the document; with `before`, to one that was changed by it. */
type Case = [
  level: 'major' | 'minor' | 'patch' | undefined,
  what: string,
  change: (parts: Parts) => unknown,
  before?: (parts: Parts) => unknown,
];

const renamed = (map: Json, from: string, to: string): void => {
  map[to] = map[from];
  delete map[from];
};

/** Throws where there is nothing to copy. */
const copied = (map: Json, from: string, to: string): void => {
  map[to] = JSON.parse(JSON.stringify(map[from]));
};

/** Changes of what OpenAPI knows beside schemas. */
export const cases: Case[] = [
  [
    'major',
    'a variable of a server has another default',
    ({ all }) => (all.servers[0].variables.region.default = 'us'),
  ],
  ['major', 'a variable of a server has fewer values', ({ all }) => all.servers[0].variables.region.enum.pop()],
  ['minor', 'a variable of a server has more values', ({ all }) => all.servers[0].variables.region.enum.push('ap')],
  [undefined, 'a server ends with a slash', ({ all }) => (all.servers[0].url += '/')],
  [
    undefined,
    'the address of a server has capitals and its usual port',
    ({ all }) => (all.servers[1].url = 'https://Kinds.example:443'),
    ({ all }) => all.servers.push({ url: 'https://kinds.example/' }),
  ],
  [
    undefined,
    'the place of the document is named as the server',
    ({ all }) => (all.servers = [{ url: '/' }]),
    ({ all }) => delete all.servers,
  ],
  [
    'major',
    'a method of its own is written in small letters',
    ({ item }) => renamed(item.additionalOperations, 'COPY', 'copy'),
  ],
  ['major', 'a method of OpenAPI 3.2 is removed', ({ item }) => delete item.query],
  ['major', 'a method of its own is removed', ({ item }) => delete item.additionalOperations.COPY],
  [
    'major',
    'a method of its own wants a parameter',
    ({ item }) =>
      (item.additionalOperations.COPY.parameters = [{ name: 'to', in: 'query', required: true, schema: text }]),
  ],
  ['major', 'a list is written in another style', ({ post }) => (post.parameters[0].style = 'pipeDelimited')],
  ['major', 'a parameter may no longer be empty', ({ post }) => delete post.parameters[1].allowEmptyValue],
  ['minor', 'a number of a query may be any text', ({ post }) => (post.parameters[2].schema = text)],
  [
    'major',
    'a text of a query must be a number',
    ({ post }) => (post.parameters[2].schema = { type: 'integer' }),
    ({ post }) => (post.parameters[2].schema = text),
  ],
  [
    undefined,
    'a value of a query may be a list',
    ({ post }) => (post.parameters[1].schema = { type: 'array', items: { type: 'integer' } }),
    ({ post }) => delete post.parameters[1].schema.default,
  ],
  [
    'major',
    'a value of a query must be a list of two',
    ({ post }) => (post.parameters[1].schema = { type: 'array', items: { type: 'integer' }, minItems: 2 }),
    ({ post }) => delete post.parameters[1].schema.default,
  ],
  [
    undefined,
    'the charset of a parameter says what holds anyway',
    ({ post }) => renamed(post.parameters[0].content, 'application/json', 'application/json; charset=utf-8'),
    ({ post }) => (post.parameters[0] = { name: 'tags', in: 'query', content: json({ type: 'array' }) }),
  ],
  [
    'patch',
    'the whole of a query is called otherwise',
    ({ item }) => (item.query.parameters[0].name = 'all'),
    ({ item }) => (item.query.parameters = [{ name: 'any', in: 'querystring', content: json(of({ a: text })) }]),
  ],
  [
    'patch',
    'a parameter that is always sent has another default',
    ({ post }) => (post.parameters[2].schema.default = 2),
  ],
  [
    'major',
    'a parameter that may be left out has another default',
    ({ post }) => (post.parameters[1].schema.default = 2),
  ],
  [
    undefined,
    'headers are described that OpenAPI ignores',
    ({ post }) =>
      post.parameters.push(
        ...['Accept', 'content-type', 'Authorization'].map((name) => ({
          name,
          in: 'header',
          required: true,
          schema: text,
        })),
      ),
  ],
  ['patch', 'an operationId appears', ({ item }) => (item.query.operationId = 'ask')],
  [
    'minor',
    'a range takes what a media type took, and more',
    ({ post }) => renamed(post.requestBody.content, 'application/json', 'application/*'),
  ],
  [
    'major',
    'a media type takes less than a range took',
    ({ post }) => renamed(post.requestBody.content, 'application/*', 'application/json'),
    ({ post }) => renamed(post.requestBody.content, 'application/json', 'application/*'),
  ],
  [
    'major',
    'a media type has another version',
    ({ post }) => renamed(post.requestBody.content, 'application/json;v=1', 'application/json;v=2'),
    ({ post }) => renamed(post.requestBody.content, 'application/json', 'application/json;v=1'),
  ],
  [
    'major',
    'a media type beside its range has another schema',
    ({ post }) => (post.requestBody.content['application/json'] = { schema: of({ b: text }) }),
    ({ post }) => renamed(post.requestBody.content, 'application/json', 'application/*'),
  ],
  ['major', 'an answer may be of any media type', ({ ok }) => renamed(ok.content, 'application/json', '*/*')],
  [
    undefined,
    'a part of a form has the media type that its schema means',
    ({ form }) => (form.contentType = 'application/octet-stream'),
    ({ form }) => delete form.contentType,
  ],
  [
    'major',
    'a part of a form without a word wants a header',
    ({ post }) =>
      (post.requestBody.content['multipart/form-data'].encoding.file = {
        headers: { 'X-Part': { required: true, schema: text } },
      }),
    ({ post }) => delete post.requestBody.content['multipart/form-data'].encoding.file,
  ],
  ['minor', 'a part of a form may have reserved characters', ({ form }) => (form.allowReserved = true)],
  [undefined, 'one value of a form is written as one', ({ form }) => (form.explode = false)],
  [
    'major',
    'an item of a sequence has another media type',
    ({ post }) => (post.requestBody.content['multipart/mixed'].itemEncoding.contentType = 'image/png'),
    ({ post }) =>
      (post.requestBody.content['multipart/mixed'] = { itemSchema: {}, itemEncoding: { contentType: 'image/gif' } }),
  ],
  ['major', 'a part of a form has fewer media types', ({ form }) => (form.contentType = 'image/png')],
  ['minor', 'a part of a form has more media types', ({ form }) => (form.contentType = 'image/*')],
  ['major', 'a part of a form wants a header', ({ form }) => (form.headers['X-Part'].required = true)],
  [
    'major',
    'an item of a sequence has another type',
    ({ ok }) => (ok.content['application/jsonl'].itemSchema = { type: 'integer' }),
  ],
  ['major', 'a header of an answer may be missing', ({ ok }) => delete ok.headers['X-Rest'].required],
  [
    'minor',
    'a header of an answer is a number only',
    ({ ok }) => (ok.headers['X-Rest'].schema = { type: 'integer' }),
    ({ ok }) => (ok.headers['X-Rest'].schema = text),
  ],
  [
    'major',
    'a header of an answer is written as JSON',
    ({ ok }) => (ok.headers['X-Rest'] = { required: true, content: json({ type: 'integer' }) }),
  ],
  ['major', 'a link is removed', ({ ok }) => delete ok.links.next],
  ['patch', 'an example of an answer is changed', ({ ok }) => (ok.content['application/json'].example = { a: '1' })],
  [
    'patch',
    'an example of an answer is renamed',
    ({ ok }) => renamed(ok.content['application/json'].examples, 'one', 'two'),
    ({ ok }) => (ok.content['application/json'].examples = { one: { value: { a: '1' } } }),
  ],
  ['minor', 'a range of statuses has the only one that there was', ({ post }) => renamed(post.responses, '200', '2XX')],
  [undefined, 'a status stands beside its range, of the same body', ({ post }) => copied(post.responses, '4XX', '404')],
  [
    'major',
    'a status stands beside its range, of another body',
    ({ post }) => (post.responses[404] = { description: 'None.', content: json(of({ other: text })) }),
  ],
  [undefined, 'one status stands for its range', ({ post }) => renamed(post.responses, '4XX', '404')],
  [
    undefined,
    'two ranges stand for the default',
    ({ post }) => {
      copied(post.responses, 'default', '5XX');
      delete post.responses.default;
    },
    ({ post }) => copied(post.responses, '4XX', 'default'),
  ],
  [
    'major',
    'a callback comes to another address',
    ({ post }) => renamed(post.callbacks.done, '{$request.body#/a}', '{$url}'),
  ],
  [
    'minor',
    'a callback always has a parameter',
    ({ post }) => (post.callbacks.done['{$request.body#/a}'].post.parameters[0].required = true),
    ({ post }) =>
      (post.callbacks.done['{$request.body#/a}'].post.parameters = [{ name: 'a', in: 'query', schema: text }]),
  ],
  [
    'minor',
    'a callback that was alpha says something new',
    ({ event }) => event.properties.event.enum.push('b'),
    ({ post, event }) => {
      post.callbacks.done['{$request.body#/a}'].post['x-stability-level'] = 'alpha';
      event.properties.event = { enum: ['a'] };
    },
  ],
  ['major', 'a callback is removed', ({ post }) => delete post.callbacks.done],
  ['major', 'a callback may lack a member', ({ event }) => (event.required = [])],
  ['minor', 'a callback has one member more', ({ event }) => (event.properties.more = text)],
  ['major', 'a webhook is removed', ({ all }) => delete all.webhooks.told],
  [
    'major',
    'a webhook may come as another media type',
    ({ all }) => (all.webhooks.told.post.requestBody.content['text/plain'] = {}),
  ],
  [
    'minor',
    'a webhook comes as one media type only',
    ({ all }) => delete all.webhooks.told.post.requestBody.content['text/plain'],
    ({ all }) => (all.webhooks.told.post.requestBody.content['text/plain'] = {}),
  ],
  ['major', 'a webhook may say something new', ({ told }) => told.properties.kind.enum.push('b')],
  [
    'minor',
    'a webhook says less',
    ({ told }) => told.properties.kind.enum.pop(),
    ({ told }) => told.properties.kind.enum.push('b'),
  ],
  ['major', 'one scope more is asked for', ({ post }) => post.security[1].Login.push('write')],
  [
    'minor',
    'one scope less is asked for',
    ({ post }) => post.security[1].Login.pop(),
    ({ post }) => post.security[1].Login.push('write'),
  ],
  [
    undefined,
    'scopes are named in another order',
    ({ post }) => (post.security[1].Login = ['write', 'read']),
    ({ post }) => post.security[1].Login.push('write'),
  ],
  ['major', 'tokens are got elsewhere', ({ scheme }) => (scheme.tokenUrl = 'https://kinds.example/other')],
  ['major', 'a scope is no longer offered', ({ scheme }) => delete scheme.scopes.write],
  ['minor', 'a scope more is offered', ({ scheme }) => (scheme.scopes.all = '')],
  [
    undefined,
    'what holds for the operation is said for the document',
    ({ all, post }) => {
      all.security = post.security;
      delete post.security;
      for (const other of [all.paths['/kinds/{id}'].query, all.paths['/kinds/{id}'].additionalOperations.COPY])
        other.security = [];
    },
  ],
  [
    undefined,
    'schemes of one kind are named in another order',
    ({ post }) => (post.security[0] = { Other: [], Login: [] }),
    ({ all, post }) => {
      const flows = { implicit: { authorizationUrl: 'https://kinds.example/i', scopes: {} } };
      all.components.securitySchemes.Other = { type: 'oauth2', flows };
      post.security[0] = { Login: [], Other: [] };
    },
  ],
  [
    'minor',
    'a flow is offered by a scheme of its own, too',
    ({ all, post }) => {
      const { flows } = all.components.securitySchemes.Login;
      all.components.securitySchemes.Other = {
        type: 'oauth2',
        flows: { implicit: flows.implicit, password: flows.implicit },
      };
      delete flows.implicit;
      post.security.push({ Other: ['read'] });
    },
    ({ all, scheme }) => (all.components.securitySchemes.Login.flows.implicit = scheme),
  ],
  [
    undefined,
    'a scheme is named by its address',
    ({ post }) => (post.security[0] = { '#/components/securitySchemes/Key': [] }),
  ],
  ['minor', 'a scheme is deprecated', ({ all }) => (all.components.securitySchemes.Key.deprecated = true)],
  [
    'major',
    'a scheme describes itself elsewhere',
    ({ all }) => (all.components.securitySchemes.Login.oauth2MetadataUrl = 'https://kinds.example/other'),
    ({ all }) => (all.components.securitySchemes.Login.oauth2MetadataUrl = 'https://kinds.example/m'),
  ],
  [
    'minor',
    'the dialect of schemas is another',
    ({ all }) => (all.jsonSchemaDialect = 'https://kinds.example/dialect'),
  ],
  ['minor', 'an operation is deprecated', ({ post }) => (post.deprecated = true)],
  [
    'minor',
    'an operation that was draft is removed',
    ({ item }) => delete item.query,
    ({ item }) => (item.query['x-stability-level'] = 'draft'),
  ],
  [
    'minor',
    'an operation is removed after its sunset',
    ({ item }) => delete item.query,
    ({ item }) => Object.assign(item.query, { deprecated: true, 'x-sunset': '2020-01-01' }),
  ],
  [
    'major',
    'an operation is removed before its sunset',
    ({ item }) => delete item.query,
    ({ item }) => Object.assign(item.query, { deprecated: true, 'x-sunset': '2999-01-01' }),
  ],
  [
    'major',
    'an operation goes sooner',
    ({ post }) => (post['x-sunset'] = '2998-01-01'),
    ({ post }) => Object.assign(post, { deprecated: true, 'x-sunset': '2999-01-01' }),
  ],
  ['major', 'an operation is less stable', ({ post }) => (post['x-stability-level'] = 'beta')],
  ['major', 'a stability is none', ({ post }) => (post['x-stability-level'] = 'nearly')],
];
