import { expect, test } from 'vitest';
import { untilFound } from './faulty/stop.ts';
import { checked, violations, type Call, type Reply } from './provider.ts';

const documentOf = ({ put = '', note = 'type: string', answers = '' } = {}): string => `
paths:
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, pattern: '^[a-z]{1,8}$' }, example: mine }]
    get:
      operationId: read
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object, properties: { title: { type: string }, size: { type: integer } } } } } }
        '404': { description: none }
        '400': { description: bad }
    put:
      operationId: write
      ${put}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [title, size]
              properties: { title: { ${note}, minLength: 1, maxLength: 40 }, size: { type: integer, minimum: 0, maximum: 100000 } }
            example: { title: First, size: 8 }
      responses: { '200': { description: changed }, ${answers} '400': { description: bad }, '415': { description: bad }, '404': { description: none } }
`;

interface Note {
  title: unknown;
  size: unknown;
}

const isNote = (body: Note | undefined): boolean =>
  typeof body?.title === 'string' &&
  body.title !== '' &&
  Array.from(body.title).length <= 40 &&
  Number.isInteger(body.size) &&
  (body.size as number) >= 0 &&
  (body.size as number) <= 100_000;

/** Keeps one note, as it is told to. */
function keeping(keep: (now: Note, sent: Note) => Note, show: (now: Note) => object = (now) => now, status = 200) {
  let now: Note = { title: 'First', size: 8 };
  return ({ method, path, headers, body }: Call): Reply => {
    const [, id] = /^\/notes\/([^/]*)$/.exec(path) ?? [];
    if (id === undefined) return 404;
    if (!['GET', 'HEAD', 'PUT'].includes(method)) return { status: 405, headers: { Allow: 'GET, PUT' } };
    if (!/^[a-z]{1,8}$/.test(id)) return 400;
    if (id !== 'mine') return 404;
    const json = { 'Content-Type': 'application/json' };
    if (method !== 'PUT') return { status: 200, headers: json, body: JSON.stringify(show(now)) };
    if (!/^application\/json\b/i.test(String(headers['content-type']))) return 415;
    if (!isNote(body)) return 400;
    now = keep(now, body);
    return status;
  };
}

const found = async (document: string, answer: (call: Call) => Reply, options = untilFound('state/updated')) =>
  violations((await checked(document, answer, options)).report).filter((each) => each.startsWith('state/updated'));

test.concurrent('a PUT that changes nothing is found, where the document has a GET that shows what was sent', async () => {
  const [violation] = await found(
    documentOf(),
    keeping((now) => now),
  );
  expect(violation).toContain('title, size were changed, and read back: title, size are what they were before');
});

test.concurrent('a PATCH that changes nothing is found', async () => {
  const answer = keeping((now) => now);
  const patching = (call: Call): Reply =>
    call.method === 'PATCH'
      ? answer({ ...call, method: 'PUT' })
      : call.method === 'PUT'
        ? { status: 405, headers: { Allow: 'GET, PATCH' } }
        : answer(call);
  expect(await found(documentOf().replace('    put:', '    patch:'), patching)).toHaveLength(1);
});

test.concurrent.each<[what: string, document: string, answer: (call: Call) => Reply]>([
  ['keeps what it is sent', documentOf(), keeping((_, sent) => sent)],
  [
    'trims, folds and rounds what it is sent',
    documentOf(),
    keeping((_, { title, size }) => ({
      title: String(title).trim().toUpperCase(),
      size: Math.round((size as number) / 10) * 10,
    })),
  ],
  ['keeps some of what it is sent', documentOf(), keeping(({ title }, { size }) => ({ title, size }))],
  [
    'shows nothing of it',
    documentOf(),
    keeping(
      (now) => now,
      () => ({}),
    ),
  ],
  [
    'masks what it shows',
    documentOf(),
    keeping(
      (_, sent) => sent,
      () => ({ title: 'F****', size: null }),
    ),
  ],
  ['answers 202', documentOf({ answers: "'202': { description: accepted }," }), keeping((now) => now, undefined, 202)],
  [
    'is said to work in the background',
    documentOf({ put: 'description: The change is made in the background.' }),
    keeping((now) => now),
  ],
])('nothing is found in a provider that %s', async (_, document, answer) => {
  expect(await found(document, answer, {})).toEqual([]);
});

test.concurrent('members that only requests carry are not looked for', async () => {
  const document = documentOf({ note: 'writeOnly: true, type: string' }).replace(
    'size: { type: integer } }',
    'count: { type: integer } }',
  );
  expect(
    await found(
      document,
      keeping(
        (now) => now,
        () => ({ title: 'First' }),
      ),
      {},
    ),
  ).toEqual([]);
});

test.concurrent('a change that takes a moment is waited for', async () => {
  let [reads, late]: [number, Note | undefined] = [0, undefined];
  const slow = keeping(
    (now, sent) => ((late = sent), (reads = 0), now),
    (now) => ((reads += 1) > 2 && late ? late : now),
  );
  expect(await found(documentOf(), slow, {})).toEqual([]);
});

test.concurrent('where a provider finds whatever it is asked for, nothing can be told, and the report says so', async () => {
  const canned = ({ method, path, headers, body }: Call): Reply => {
    if (!/^\/notes\/[a-z]{1,8}$/.test(path)) return path.startsWith('/notes/') ? 400 : 404;
    if (method === 'PUT') return /json/.test(String(headers['content-type'])) ? (isNote(body) ? 200 : 400) : 415;
    if (!['GET', 'HEAD'].includes(method)) return { status: 405, headers: { Allow: 'GET, PUT' } };
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"title":"First","size":8}' };
  };
  const { report } = await checked(documentOf(), canned);
  expect(violations(report)).toEqual([]);
  expect(report.untested).toContainEqual({
    operation: 'write',
    about: 'what it has changed',
    reason: 'the provider finds whatever it is asked for',
  });
});
