import { pair } from './pairs.ts';

const other = { operationId: 'other', responses: { 204: { description: 'Nothing.' } } };

/** Changes of operations, parameters, bodies, answers and security. */
export const pairsOfOperations = [
  pair(
    'major',
    'a path is removed',
    'removed',
    ({ contract }) => delete contract.paths['/other'],
    ({ contract }) => (contract.paths['/other'] = { get: other }),
  ),
  pair(
    'major',
    'a method is removed',
    'removed',
    ({ contract }) => delete contract.paths['/lockers/{number}'].get,
    ({ contract, operation }) =>
      (contract.paths['/lockers/{number}'].get = { ...other, parameters: [operation.parameters[0]] }),
  ),
  pair(
    'patch',
    'the example of a request is changed',
    'examples of the request',
    ({ body }) => (body.examples = { open: { value: { code: 1 } } }),
  ),
  pair('patch', 'an extension of others is changed', 'x-team', ({ operation }) => (operation['x-team'] = 'lockers')),
  pair('minor', 'a path is added', 'added', ({ contract }) => (contract.paths['/other'] = { get: other })),
  pair('major', 'an operation has another name', 'operationId', ({ operation }) => (operation.operationId = 'unlock')),
  pair(
    'major',
    'a server is removed',
    'removed',
    ({ contract }) => contract.servers.pop(),
    ({ contract }) => contract.servers.push({ url: 'https://b.example' }),
  ),
  pair('major', 'a required parameter is added', 'required query parameter', ({ operation }) =>
    operation.parameters.push({ name: 'why', in: 'query', required: true, schema: {} }),
  ),
  pair('minor', 'an optional parameter is added', 'optional query parameter', ({ operation }) =>
    operation.parameters.push({ name: 'why', in: 'query', schema: {} }),
  ),
  pair('major', 'a parameter is removed', 'side was removed', ({ operation }) => operation.parameters.pop()),
  pair(
    'major',
    'a parameter becomes required',
    'became required',
    ({ operation }) => (operation.parameters[1].required = true),
  ),
  pair(
    'major',
    'a parameter moves to a header',
    'side was removed',
    ({ operation }) => (operation.parameters[1].in = 'header'),
  ),
  pair(
    'major',
    'a parameter is written differently',
    'is written as',
    ({ operation }) => (operation.parameters[2].explode = false),
    ({ operation }) =>
      operation.parameters.push({ name: 'all', in: 'query', schema: { type: 'array', items: { type: 'string' } } }),
  ),
  pair(
    'major',
    'a body becomes required',
    'became required',
    ({ operation }) => (operation.requestBody.required = true),
    ({ operation }) => (operation.requestBody.required = false),
  ),
  pair(
    'minor',
    'a body becomes optional',
    'became optional',
    ({ operation }) => (operation.requestBody.required = false),
  ),
  pair(
    'major',
    'a media type of a request is removed',
    'no longer application/json',
    ({ operation, body }) => (operation.requestBody.content = { 'application/xml': body }),
  ),
  pair(
    'minor',
    'a media type of a request is added',
    'may be application/xml',
    ({ operation, body }) => (operation.requestBody.content['application/xml'] = structuredClone(body)),
  ),
  pair(
    'major',
    'an answer is removed',
    'answer 404 was removed',
    ({ operation }) => delete operation.responses[404],
    ({ operation }) => (operation.responses[404] = { description: 'None.' }),
  ),
  pair(
    'minor',
    'an answer is added',
    'answer 404 was added',
    ({ operation }) => (operation.responses[404] = { description: 'None.' }),
  ),
  pair('major', 'a header of an answer is removed', 'lost its header', ({ ok }) => delete ok.headers),
  pair('major', 'an API key has another name', 'the header token', ({ key }) => (key.name = 'Token')),
  pair('major', 'an API key has another place', 'the query Key', ({ key }) => (key.in = 'query')),
  pair(
    'major',
    'authentication becomes required',
    'the header key',
    ({ contract }) => (contract.security = [{ Key: [] }]),
    ({ contract }) => (contract.security = []),
  ),
  pair('minor', 'authentication becomes optional', 'nothing', ({ contract }) => contract.security.push({})),
  pair(
    'major',
    'an OAuth scope is wanted',
    'write',
    ({ contract }) => contract.security[0].Login.push('write'),
    ({ contract }) => {
      contract.components.securitySchemes.Login = {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://a.example', scopes: { read: 'Read.', write: 'Write.' } } },
      };
      contract.security = [{ Login: ['read'] }];
    },
  ),
  pair(
    'minor',
    'a deprecated operation without a sunset is removed',
    'it was deprecated, and no sunset was promised',
    ({ contract }) => delete contract.paths['/old'],
    ({ contract }) =>
      (contract.paths['/old'] = { get: { deprecated: true, responses: { 204: { description: 'x' } } } }),
  ),
  pair(
    'major',
    'a deprecated operation whose sunset cannot be read is removed',
    'GET /old was removed',
    ({ contract }) => delete contract.paths['/old'],
    ({ contract }) =>
      (contract.paths['/old'] = {
        get: { deprecated: true, 'x-sunset': 'soon', responses: { 204: { description: 'x' } } },
      }),
  ),
  pair(
    'minor',
    'an operation that is alpha loses a parameter',
    'query parameter side was removed: nobody was promised it yet',
    ({ operation }) => operation.parameters.pop(),
    ({ operation }) => (operation['x-stability-level'] = 'alpha'),
  ),
  pair(
    'major',
    'an operation that is beta loses a parameter',
    'query parameter side was removed',
    ({ operation }) => operation.parameters.pop(),
    ({ operation }) => (operation['x-stability-level'] = 'beta'),
  ),
  pair(
    'patch',
    'an operation is described differently',
    'description',
    ({ operation }) => (operation.description = 'More words.'),
  ),
  pair(
    'patch',
    'a parameter of a path has another name',
    'number is called id',
    ({ contract, operation }) => {
      operation.parameters[0].name = 'id';
      contract.paths = { '/lockers/{id}': { put: operation } };
      const text = JSON.stringify(operation).replaceAll('$request.path.number', '$request.path.id');
      contract.paths['/lockers/{id}'].put = JSON.parse(text);
    },
    ({ operation }) => {
      delete operation['x-preconditions'];
      delete operation['x-effects'];
    },
  ),
];
