import { expect, test } from 'vitest';
import { checked, violations, type Call, type Reply } from './provider.ts';

const document = `
paths:
  /shops/{shop}/items/{ids}:
    get:
      operationId: listItems
      parameters:
        - { name: shop, in: path, required: true, style: label, schema: { type: integer, minimum: 1, maximum: 9999 } }
        - { name: ids, in: path, required: true, style: matrix, schema: { type: array, minItems: 1, maxItems: 5, items: { type: integer, minimum: 0, maximum: 9999 } } }
        - { name: all, in: query, required: true, schema: { type: array, minItems: 1, maxItems: 3, items: { type: string, enum: [a, b, c] } } }
        - { name: some, in: query, explode: false, schema: { type: array, minItems: 2, maxItems: 3, items: { type: integer, minimum: 1, maximum: 9 } }, example: [1, 2] }
        - { name: piped, in: query, style: pipeDelimited, explode: false, schema: { type: array, minItems: 1, items: { type: boolean } }, example: [true, false] }
        - { name: deep, in: query, style: deepObject, explode: true, required: true, schema: { type: object, required: [from], properties: { from: { type: integer, minimum: 1, maximum: 99 }, to: { type: integer, minimum: 1, maximum: 99 } }, additionalProperties: false } }
        - { name: filter, in: query, required: true, content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: integer } } } } } }
        - { name: X-Tags, in: header, required: true, schema: { type: array, minItems: 1, items: { type: string, pattern: '^[a-z]{1,8}$' } } }
        - { name: X-Word, in: header, required: true, schema: { type: string, minLength: 1, maxLength: 30 } }
        - { name: seen, in: cookie, required: true, schema: { type: integer, minimum: 0, maximum: 9999 } }
        - { name: nested, in: query, schema: { type: array, minItems: 1, items: { type: array, minItems: 1, items: { type: object } } } }
        - { name: Authorization, in: header, required: true, schema: { type: integer } }
      responses: { '200': { description: ok }, '400': { description: bad } }
`;

const isWithin = (text: string | undefined | null, least: number, most: number): boolean =>
  /^(0|-?[1-9]\d*)$/.test(text ?? '') && Number(text) >= least && Number(text) <= most;

/** Reads each parameter by its style, on its own. */
function isRight({ path, query, headers }: Call): boolean {
  const [, shop = '', ids = ''] = /^\/shops\/\.([^/]*)\/items\/;ids=([^/]*)$/.exec(path) ?? [];
  const filter: unknown = (() => {
    try {
      return JSON.parse(query.get('filter') ?? '');
    } catch {
      return undefined;
    }
  })();
  const [some, piped, from, to] = [
    query.get('some'),
    query.get('piped'),
    query.get('deep[from]'),
    query.get('deep[to]'),
  ];
  const all = query.getAll('all');
  const deep = [...query.keys()].filter((name) => name.startsWith('deep'));
  const cookie = /(?:^|; )seen=([^;]*)/.exec(String(headers.cookie))?.[1];
  const word = String(headers['x-word'] ?? '');
  return (
    isWithin(shop, 1, 9999) &&
    ids.split(',').length <= 5 &&
    ids.split(',').every((id) => isWithin(id, 0, 9999)) &&
    all.length >= 1 &&
    all.length <= 3 &&
    all.every((each) => /^[abc]$/.test(each)) &&
    (some === null || (/^\d,\d(,\d)?$/.test(some) && !some.includes('0'))) &&
    (piped === null || /^(true|false)(\|(true|false))*$/.test(piped)) &&
    deep.every((name) => ['deep[from]', 'deep[to]'].includes(name)) &&
    isWithin(from, 1, 99) &&
    (to === null || isWithin(to, 1, 99)) &&
    Number.isInteger((filter as { a?: unknown } | undefined)?.a) &&
    /^[a-z]{1,8}(,[a-z]{1,8})*$/.test(String(headers['x-tags'] ?? '')) &&
    /^[\x21-\x7e]{1,30}$/.test(word) &&
    isWithin(cookie, 0, 9999)
  );
}

const answer = (call: Call): Reply =>
  !/^\/shops\/[^/]+\/items\/[^/]+$/.test(call.path) ? 404 : call.method !== 'GET' ? 405 : isRight(call) ? 200 : 400;

test.concurrent.each([1, 2, 3])(
  'parameters are written by their styles, and what breaks them is refused, seed %i',
  async (seed) => {
    const { report, calls } = await checked(document, answer, { seed, runs: 15 });
    expect(violations(report)).toEqual([]);
    expect(report.outcome).toBe('holds');
    expect(report.coverage.isRefusalsOnly).toBe(false);
    const valid = calls.filter(({ status }) => status === 200);
    expect(new Set(valid.map(({ query }) => query.getAll('all').length)).size).toBeGreaterThan(1);
    expect(report.untested).toContainEqual(
      expect.objectContaining({ about: 'query nested', reason: 'no value that keeps its schema can be written there' }),
    );
  },
);

test.concurrent.each<[what: string, isTaken: (call: Call) => boolean]>([
  ['a fourth member of a list', ({ query }) => query.getAll('all').length > 3],
  ['a wrong member of a list', ({ query }) => query.getAll('all').some((each) => !/^[abc]$/.test(each))],
  [
    'a number out of bounds in a list',
    ({ query }) =>
      query
        .get('some')
        ?.split(',')
        .some((each) => Number(each) > 9) === true,
  ],
  ['a member of an object out of bounds', ({ query }) => Number(query.get('deep[from]')) > 99],
  ['a member of an object missing', ({ query }) => !query.has('deep[from]')],
])('a provider that takes %s is found out', async (_, isTaken) => {
  const { report } = await checked(document, (call) => (isTaken(call) && call.method === 'GET' ? 200 : answer(call)), {
    runs: 2,
  });
  expect(violations(report).filter((each) => each.startsWith('accepts/'))).not.toEqual([]);
});

test.concurrent('a value of --set is read by its style', async () => {
  const set = {
    shop: '7',
    ids: '[1,2]',
    all: 'a,b',
    some: '1,2',
    piped: 'true|false',
    deep: '{"from":1}',
    filter: '{"a":1}',
    'X-Tags': 'a,b',
    'X-Word': 'w',
    seen: '5',
  };
  const { calls } = await checked(document, answer, { level: 'effects', set });
  const first = calls.find(({ status }) => status === 200);
  expect(first?.target).toBe(
    '/shops/.7/items/;ids=1,2?all=a&all=b&some=1,2&piped=true%7Cfalse&deep%5Bfrom%5D=1&filter=%7B%22a%22%3A1%7D',
  );
  expect(first?.headers).toMatchObject({ 'x-tags': 'a,b', 'x-word': 'w', cookie: 'seen=5' });
});

test.concurrent('what no reader here knows is left out, with its reason', async () => {
  const { report, calls } = await checked(
    `
paths:
  /search:
    query: { operationId: ask, responses: { '200': { description: ok } } }
    additionalOperations:
      LINK: { operationId: link, responses: { '200': { description: ok } } }
  /things/{id}:
    get: { operationId: thing, responses: { '200': { description: ok } } }
  /odd:
    get: { operationId: odd, parameters: [{ name: x, in: body, required: true, schema: { type: string } }], responses: { '200': { description: ok } } }
`,
    ({ path, method }) => (path !== '/search' ? 404 : method === 'QUERY' ? 200 : 405),
    { version: '3.2.0' },
  );
  expect(Object.fromEntries(report.untested.map(({ operation, reason }) => [operation, reason]))).toMatchObject({
    thing: '{id} in the path, which nothing describes: not known here',
    odd: 'the parameter x in "body": not known here',
  });
  expect(calls.map(({ method }) => method)).toEqual(expect.arrayContaining(['QUERY']));
  expect(violations(report).filter((each) => !each.includes('LINK'))).toEqual([]);
});

const schema =
  '{ type: object, required: [n], properties: { n: { type: integer, minimum: 1, maximum: 99 } }, additionalProperties: false }';
const search = (mediaType: string): string => `
paths:
  /search:
    get:
      operationId: search
      parameters: [{ name: q, in: querystring, required: true, content: { ${mediaType}: { schema: ${schema} } } }]
      responses: { '200': { description: ok }, '400': { description: bad } }
`;
const numberIn = (target: string, mediaType: string): string => {
  const text = target.split('?')[1] ?? '';
  if (mediaType !== 'application/json') return /^n=(\d+)$/.exec(text)?.[1] ?? '';
  return /^%7B%22n%22%3A(\d+)%7D$/.exec(text)?.[1] ?? '';
};

test.each(['application/json', 'application/x-www-form-urlencoded'])(
  'the whole query as one value is sent and broken in %s',
  async (mediaType) => {
    const answer =
      (most: number) =>
      ({ path, method, target }: Call): Reply => {
        if (path !== '/search') return 404;
        if (method !== 'GET') return 405;
        return isWithin(numberIn(target, mediaType), 1, most) ? 200 : 400;
      };
    const right = await checked(search(mediaType), answer(99), { version: '3.2.0' });
    expect(violations(right.report)).toEqual([]);
    expect(right.calls.map(({ status }) => status)).toContain(200);
    const wrong = await checked(search(mediaType), answer(Infinity), { version: '3.2.0' });
    expect(violations(wrong.report).join()).toContain('accepts/range');
  },
);
