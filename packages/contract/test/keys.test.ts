import { expect, test } from 'vitest';
import { checked, violations, type Call, type Reply } from './provider.ts';

const document = (security: string, parameters = ''): string => `
paths:
  /things:
    get:
      operationId: things
      security: ${security}
      parameters: [${parameters}]
      responses: { '200': { description: ok }, '400': { description: bad }, '401': { description: no } }
components:
  securitySchemes:
    header: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: api_key }
    cookie: { type: apiKey, in: cookie, name: sid }
    basic: { type: http, scheme: Basic }
    bearer: { type: http, scheme: bearer }
    oauth: { type: oauth2, flows: {} }
    certificate: { type: mutualTLS }
`;

const key = 'ann:s3cret-0f9d2c';

/** The key in each place where it stands, as RFC 6265 and RFC 7617 have it read. */
const found = ({ headers, query }: Call) => ({
  header: headers['x-key'] === key,
  query: query.getAll('api_key').join() === key,
  cookie: cookiesOf(String(headers.cookie ?? '')).get('sid') === key,
  basic: headers.authorization === `Basic ${Buffer.from(key).toString('base64')}`,
  bearer: headers.authorization === `Bearer ${key}`,
});

const cookiesOf = (header: string): Map<string, string> =>
  new Map(header.split('; ').map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]));

type Found = ReturnType<typeof found>;
const answer =
  (isIn: (places: Found) => boolean, isRight: (call: Call) => boolean = () => true) =>
  (call: Call): Reply =>
    call.path !== '/things'
      ? 404
      : call.method !== 'GET'
        ? 405
        : !isIn(found(call))
          ? { status: 401 }
          : isRight(call)
            ? 200
            : 400;

const places = (call: Call): string[] =>
  Object.entries(found(call)).flatMap(([name, isThere]) => (isThere ? [name] : []));

test.concurrent.each<[security: string, expected: string[], isIn: (places: Found) => boolean]>([
  ['[{ header: [] }]', ['header'], ({ header }) => header],
  ['[{ query: [] }]', ['query'], ({ query }) => query],
  ['[{ cookie: [] }]', ['cookie'], ({ cookie }) => cookie],
  ['[{ basic: [] }]', ['basic'], ({ basic }) => basic],
  ['[{ bearer: [] }]', ['bearer'], ({ bearer }) => bearer],
  ['[{ oauth: [] }]', ['bearer'], ({ bearer }) => bearer],
  [
    '[{ header: [], query: [] }, { bearer: [] }]',
    ['bearer'],
    ({ header, query, bearer }) => (header && query) || bearer,
  ],
  ['[{ header: [], cookie: [] }]', ['header', 'cookie'], ({ header, cookie }) => header && cookie],
  ['[{ certificate: [] }, { query: [] }]', ['query'], ({ query }) => query],
  // A certificate is the connection's: nothing can be left out of a request.
  ['[{ certificate: [] }]', [], () => true],
  ['[{ certificate: [], bearer: [] }]', ['bearer'], ({ bearer }) => bearer],
  [
    '[{ query: [] }, { header: [] }, { cookie: [] }]',
    ['query'],
    ({ query, header, cookie }) => query || header || cookie,
  ],
  ['[{}, { header: [] }]', ['header'], () => true],
])('where security is %s, the key stands in %j', async (security, expected, isIn) => {
  const { report, calls } = await checked(document(security), answer(isIn), { auth: key, runs: 2 });
  expect(violations(report)).toEqual([]);
  for (const rule of ['auth/place', 'document/security'])
    expect(report.findings.map((finding) => finding.rule)).not.toContain(rule);
  expect(report.coverage.isRefusalsOnly).toBe(false);
  expect(places(calls.find(({ status }) => status === 200)!)).toEqual(expected);
});

const cookie = '{ name: seen, in: cookie, required: true, schema: { type: integer, minimum: 1, maximum: 9 } }';

test.concurrent('the key, the cookies of an operation and one that is not documented stand in one header', async () => {
  const isRight = ({ headers }: Call): boolean => /^[1-9]$/.test(cookiesOf(String(headers.cookie)).get('seen') ?? '');
  const { report, calls } = await checked(
    document('[{ cookie: [] }]', cookie),
    answer((at) => at.cookie, isRight),
    {
      auth: key,
    },
  );
  expect(violations(report)).toEqual([]);
  expect(calls.map(({ headers }) => headers.cookie)).toContainEqual(expect.stringMatching(/^seen=\d; sid=[^;]+; a=b$/));
  expect(calls.filter(({ headers }) => /^seen=\d$/.test(String(headers.cookie)))).not.toEqual([]);
});

const two = (more: string): string => `
paths:
  /things:
    get:
      operationId: things
      security: [{ session: [] }]
      responses: { '200': { description: ok }, '401': { description: no } }
  /tokens:
    get:
      operationId: tokens
      security: [{ bearer: [] }]
      responses: { '200': { description: ok }, '401': { description: no } }
components:
  securitySchemes:
    session: { type: apiKey, in: header, name: X-Key${more} }
    bearer: { type: http, scheme: bearer }
`;

test.concurrent('a key that is given is that of the session, where the document has sessions', async () => {
  const answers = ({ path, method, headers }: Call): Reply => {
    if (!['/things', '/tokens'].includes(path)) return 404;
    if (method !== 'GET') return { status: 405, headers: { Allow: 'GET' } };
    if (path === '/tokens') return /^Bearer \S+$/.test(headers.authorization as string) ? 200 : 401;
    return headers['x-key'] === key ? 200 : 401;
  };
  const rules = async (more: string): Promise<string[]> => {
    const { report } = await checked(two(more), answers, { auth: key });
    return report.findings.map(({ rule }) => rule).filter((rule) => /^auth\/(unknown|unchecked)$/.test(rule));
  };
  expect(await rules(', x-session: { header: Set-Key }')).toEqual(['auth/unchecked']);
  expect(await rules('')).toEqual(['auth/unknown']);
});
