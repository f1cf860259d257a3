import { expect, test } from 'vitest';
import { prettyReport } from '../src/check/reporters/pretty.ts';
import { sarifReport } from '../src/check/reporters/sarif.ts';
import { exitCodeOf, type Report } from '../src/index.ts';
import { checked, violations, type Call, type Reply } from './provider.ts';

/** What the report says of the document, in short. */
const contradictions = ({ findings }: Report): string[] =>
  findings
    .filter(({ severity }) => severity === 'contradiction')
    .map(({ rule, about, received }) => `${rule}: ${about}: ${received}`);

const answering = (content: string, more = ''): string => `
paths:
  /things:
    get:
      operationId: things
      responses: { '200': { description: ok, content: { application/json: ${content} } }${more} }
`;

/** Answers GET /things as it is told, and keeps HTTP otherwise. */
const saying =
  (body: unknown, status = 200) =>
  ({ method, path }: Call): Reply => {
    if (path !== '/things') return 404;
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { Allow: 'GET' } };
    return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  };

const shown = answering(
  '{ schema: { type: object, required: [id], properties: { id: { type: integer } } }, example: { id: seven } }',
);

test.concurrent('a provider that answers with the example of the document is not blamed for the schema that it breaks', async () => {
  const { report } = await checked(shown, saying({ id: 'seven' }));
  expect(violations(report)).toEqual([]);
  expect(contradictions(report)).toEqual([
    'document/example: the example "example" of answers 200: /id must be integer',
  ]);
  expect(exitCodeOf(report)).toBe(0);
  const finding = report.findings.find(({ rule }) => rule === 'document/example');
  expect(finding!.place.pointer).toBe('#/paths/~1things/get/responses/200/content/application~1json/example');
  expect(finding!.place.line).toBeGreaterThan(3);
});

test.concurrent('another wrong answer beside a wrong example is the provider’s', async () => {
  const { report } = await checked(shown, saying({ id: 'eight' }));
  expect(violations(report).join()).toContain('envelope/type');
  expect(contradictions(report)).toHaveLength(1);
});

test.concurrent('an example of a part that breaks its schema is found where an answer follows it, and is nobody’s fault', async () => {
  const document = answering(
    '{ schema: { type: object, properties: { when: { type: string, format: date, example: today }, n: { type: integer } } } }',
  );
  const { report } = await checked(document, saying({ when: 'today' }));
  expect(violations(report)).toEqual([]);
  expect(contradictions(report).join()).toContain('document/example: a valid request: /when must match format "date"');
  const wrong = await checked(document, saying({ when: 'today', n: 'one' }));
  expect(violations(wrong.report).join()).toContain('/n must be integer');
});

test.concurrent('an example of a schema that breaks it is found where an answer follows it, too', async () => {
  const document = answering(
    '{ schema: { type: object, properties: { id: { type: integer } }, example: { id: seven } } }',
  );
  const { report } = await checked(document, saying({ id: 'seven' }));
  expect(violations(report)).toEqual([]);
  expect(contradictions(report).join()).toContain('document/example: a valid request: /id must be integer');
});

test.concurrent.each<[what: string, schema: string, body: unknown, says: string]>([
  [
    'a key that is required and not allowed',
    '{ type: object, required: [a], properties: { a: { not: true } } }',
    {},
    'a is required, and no value of it is allowed',
  ],
  [
    'a key that is required, and forbidden by name',
    '{ type: object, required: [a], not: { required: [a] } }',
    { a: 1 },
    'a is required, and no value of it is allowed',
  ],
  [
    'a key that is required, and not named by a closed schema',
    '{ type: object, required: [b], properties: { a: { type: string } }, additionalProperties: false }',
    { b: 1 },
    'b is required, and a closed schema does not name it',
  ],
  [
    'a part that is closed to what another part requires',
    '{ allOf: [{ type: object, properties: { a: { type: string } }, additionalProperties: false }, { required: [b] }] }',
    { b: 1 },
    'b is required, and a closed schema does not name it',
  ],
  [
    'bounds that have crossed',
    '{ type: object, properties: { name: { type: string, minLength: 5, maxLength: 2 } } }',
    { name: 'abc' },
    'minLength is 5, and maxLength is 2',
  ],
])('%s is told as a contradiction of the document', async (_, schema, body, says) => {
  const { report } = await checked(answering(`{ schema: ${schema} }`), saying(body));
  expect(violations(report)).toEqual([]);
  expect(contradictions(report).join()).toMatch(/document\/schema: answers 200/);
  expect(contradictions(report).join()).toContain(says);
});

test.concurrent('content where HTTP sends none, and a parameter that is described twice, are told', async () => {
  const document = `
paths:
  /things:
    get:
      operationId: things
      parameters: [{ name: n, in: query, schema: { type: integer } }, { name: n, in: query, schema: { type: string } }]
      responses: { '204': { description: ok, content: { application/json: { schema: { type: object } } } } }
`;
  const keeping = ({ method, path }: Call): Reply =>
    path !== '/things' ? 404 : method === 'GET' ? 204 : { status: 405, headers: { Allow: 'GET' } };
  const { report } = await checked(document, keeping);
  const found = contradictions(report);
  expect(found).toContain('document/content: the answer 204: it has content, and HTTP has none in answers 204');
  expect(found).toContain('document/parameter: query n: it is described twice');
});

test.concurrent('two keys in one place are told, and neither is taken for a careless reading of the other', async () => {
  const document = `
paths:
  /things:
    get:
      operationId: things
      security: [{ plain: [], bearer: [] }]
      responses: { '204': { description: ok }, '401': { description: who? } }
components:
  securitySchemes:
    plain: { type: apiKey, in: header, name: Authorization }
    bearer: { type: http, scheme: bearer }
`;
  const keeping = ({ method, path, headers }: Call): Reply =>
    path !== '/things'
      ? 404
      : method !== 'GET'
        ? { status: 405, headers: { Allow: 'GET' } }
        : /^Bearer [\w-]{20,}$/.test(String(headers.authorization))
          ? 204
          : 401;
  const { report } = await checked(document, keeping, { auth: 'b83c1f0e-77aa-4c5e-9d3e-0f6a1c2b3d4e' });
  expect(violations(report)).toEqual([]);
  expect(contradictions(report)).toContain(
    'document/security: plain and bearer: both stand in the header authorization, and one key alone can',
  );
});

const twice = (schema: string): string => `
paths:
  /things/{id}:
    get:
      operationId: thing
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object, required: [a] } } } } }
  /things/{name}:
    get:
      operationId: named
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok, content: { application/json: { schema: ${schema} } } } }
`;

const thing = ({ method, path }: Call): Reply =>
  !/^\/things\/[^/]+$/.test(path)
    ? 404
    : method === 'GET' || method === 'HEAD'
      ? { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' }
      : { status: 405, headers: { Allow: 'GET' } };

test.concurrent('where a path is described twice, what one description demands and the other does not is nobody’s fault', async () => {
  const { report } = await checked(twice('{ type: object, required: [b] }'), thing);
  expect(violations(report)).toEqual([]);
  expect(contradictions(report).join()).toContain(
    'document/path: the path /things/{name}: no request tells it from /things/{id}',
  );
  expect(contradictions(report).join()).toContain('envelope/missing-member');
});

test.concurrent('a document that does not contradict itself is said nothing of', async () => {
  const document = answering(
    "{ schema: { type: object, required: [id], properties: { id: { type: integer, minimum: 1, maximum: 1, example: 1 }, at: { type: string, default: '' } }, additionalProperties: false }, examples: { one: { value: { id: 1 } } } }",
  );
  const { report } = await checked(document, saying({ id: 1 }));
  expect(contradictions(report)).toEqual([]);
  expect(exitCodeOf(report)).toBe(0);
});

test.concurrent('reports tell the contradictions apart from the faults of the provider', async () => {
  const { report } = await checked(shown, saying({ id: 'seven' }));
  const text = prettyReport(report);
  expect(text).toMatch(
    /The document contradicts itself:\n {4}document\/example {2}things .*\n.*\/id must be integer\n.*:\d+/,
  );
  expect(text).toContain('The contract holds');
  expect(sarifReport(report)).toContain('"level": "note"');
});
