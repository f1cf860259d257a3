import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readContract, type Contract, type Operation } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { baseOf } from '../src/check/requests/starting-values.ts';
import type { Case } from '../src/check/answers/reading/case.ts';
import { commandFor } from '../src/check/report/curl.ts';
import { shown } from '../src/check/keys/mask.ts';
import { planOf } from '../src/check/requests/plan.ts';
import { madeUpKey, otherSessionCase, sessionCases } from '../src/check/probes/sessions/wrong-sessions.ts';
import { redactorOf } from '../src/check/keys/redact.ts';
import type { Run } from '../src/check/requests/run.ts';
import { prettyReport } from '../src/check/reporters/pretty.ts';
import { schemasOf } from '../src/check/values/schema.ts';
import { bytesOf } from '../src/check/wire/request.ts';
import { readTarget } from '../src/check/wire/target.ts';
import { check } from '../src/index.ts';
import { fileWith, provider } from './cli/run.ts';

const schemes = {
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
};
type Scheme = keyof typeof schemes;

/** A document with an operation for each scheme. */
const contract: Contract = readContract(
  {
    openapi: '3.1.1',
    info: { title: 'T', version: '1' },
    components: { securitySchemes: schemes },
    paths: Object.fromEntries(
      Object.keys(schemes).map((scheme) => [
        `/${scheme}`,
        {
          post: {
            operationId: scheme,
            security: [{ [scheme]: [] }],
            requestBody: {
              required: true,
              content: { 'application/json': { schema: { type: 'object', properties: { n: { type: 'integer' } } } } },
            },
            responses: { '200': { description: 'ok' } },
          },
        },
      ]),
    ),
  },
  { version: '1', hash: 'a'.repeat(64) },
);

const otherKey = 'another:1f6a0c93b7.Node2';

function casesFor(url: string, scheme: Scheme, key: string) {
  const operation: Operation = contract.operations.find(({ id }) => id === scheme)!;
  const target = readTarget(url, { timeoutMs: 1_000 });
  const run = { target, options: {} } as unknown as Run;
  const { values } = baseOf(schemasOf(contract), operation, 'full', {}, 1);
  const plan = planOf(run, operation, values, key, true);
  return { target, operation, cases: [...sessionCases(plan), otherSessionCase(plan, otherKey)] };
}

/** The lines of a request, its headers sorted: curl has an order of its own. */
const linesOf = (first: string, headers: string[], body: string): string[] => [
  first,
  ...headers.map((line) => line.trimEnd()).toSorted(),
  body,
];

/** What the note on a percent-encoded variable asks for. */
const encodedIn = (name: string, { wire }: Case): Record<string, string> => {
  const [, value] = /[?&;][\w-]+=([^&]*)/.exec(wire.target) ?? [];
  return value === undefined ? {} : { [`${name}_ENCODED`]: value };
};

const sentBy = ({ wire }: Case): string[] => {
  const { head, body } = bytesOf(wire);
  const [first = '', ...headers] = head.toString('latin1').trimEnd().split('\r\n');
  return linesOf(first, headers, body.toString());
};

/** A line, and what a variable of its own holds. */
interface Line {
  line: string;
  own: Record<string, string>;
}

/** Sends each line by a shell that knows these variables: one after the other, in one process, which ends where a line fails. */
async function resend(lines: Line[], env: Record<string, string>): Promise<void> {
  const script = lines.map(({ line, own }) => {
    const set = Object.entries(own).map(
      ([name, text]) => `export ${name}='${text.replaceAll("'", String.raw`'\''`)}'\n`,
    );
    return `(${set.join('')}${line}\n) || exit 1\n`;
  });
  const file = await fileWith(script.join(''), 'lines.sh');
  await promisify(execFile)('sh', [file], { env: { PATH: process.env.PATH!, ...env } });
}

const listening = async () => {
  const received: string[][] = [];
  const server = await provider(({ method, url, httpVersion, rawHeaders }, response, body) => {
    const headers = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []));
    received.push(linesOf(`${method} ${url} HTTP/${httpVersion}`, headers, body));
    response.end();
  });
  return { server, received };
};

test.concurrent.each<[Scheme, string]>([
  ['header', '7c1e4a52-93bd-4f06-8a7e-51d2c0b9e634.Node1'],
  ['header', 'K9/a+bC=%$`"\\\' x'],
  ['query', 'Zm9v+bar/Q=='],
  ['cookie', 'aB3-9f2c7e1d5b8a'],
  ['bearer', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.Yb3_x9'],
  ['basic', 'ada:l0vel4ce-1815'],
  ['header', 'abc'],
])(
  'by %s, the key %j exported, each line sends the very request that was sent, and shows no key',
  async (scheme, key) => {
    const { server, received } = await listening();
    await using _ = server;
    const { target, operation, cases } = casesFor(server.url, scheme, key);
    const redactor = redactorOf(contract, { auth: key, otherAuth: otherKey });
    const name = scheme.toUpperCase();
    const env = {
      [name]: key,
      [`${name}_OTHER`]: otherKey,
      [`${name}_WRONG`]: madeUpKey(key),
      [`${name}_ESCAPED`]: JSON.stringify(key).slice(1, -1),
    };
    expect(cases.length).toBeGreaterThan(30);
    const sent = cases.filter(({ wire }) => wire.framing !== 'asGiven');
    const lines = sent.map((each): Line => {
      redactor.plant(each.planted ?? []);
      const line = commandFor(target, each.wire, (text) => redactor.pieces(text, operation));
      const text = shown(redactor.pieces(bytesOf(each.wire).head.toString('latin1'), operation));
      for (const shows of [line, text]) {
        if (key.length > 3) expect(shows).not.toContain(key);
        expect(shows).not.toContain(otherKey);
        expect(shows).not.toContain(Buffer.from(key).toString('base64'));
        expect(shows).not.toContain(key.split(':')[1] ?? otherKey);
      }
      return { line, own: encodedIn(name, each) };
    });
    await resend(lines, env);
    expect(received).toHaveLength(sent.length);
    expect(sent.map(({ about }, at) => [about, received[at]])).toEqual(sent.map((each) => [each.about, sentBy(each)]));
  },
);

const told = (scheme: Scheme, key: string, about: string): string => {
  const { target, operation, cases } = casesFor('http://a', scheme, key);
  const redactor = redactorOf(contract, { auth: key, otherAuth: otherKey });
  const each = cases.find((known) => known.about === about)!;
  redactor.plant(each.planted ?? []);
  return commandFor(target, each.wire, (text) => redactor.pieces(text, operation));
};

test.concurrent.each<[Scheme, string, string, string]>([
  ['bearer', 'secret-token-1', 'the session key is behind the word Bearer', `'Authorization: Bearer Bearer '"$BEARER"`],
  ['bearer', 'secret-token-1', "the session key is another user's", `'Authorization: Bearer '"$BEARER_OTHER"`],
  ['header', 'secret-token-1', 'the session key is made up', `'X-Key: '"$HEADER_WRONG"`],
  ['header', 'secret-token-1', 'the session key is without its last character', `'X-Key: '"\${HEADER%?}"`],
  ['header', 'secret-token-1', 'the session key is with a character after it', `'X-Key: '"$HEADER"'0'`],
  ['header', 'abc', 'the session key is in quotes', `'X-Key: "'"$HEADER"'"'`],
  [
    'basic',
    'ada:l0vel4ce',
    'the session key is in capitals',
    `'Authorization: Basic '"$(printf %s "$(printf %s "$BASIC" |`,
  ],
])('by %s, for the key %j, where %s, the line has %s', (scheme, key, about, expected) => {
  expect(told(scheme, key, about)).toContain(expected);
});

test.concurrent('bytes that curl would mend are written by printf, the key among them', async () => {
  const key = '100%-of-a\\key';
  const { target, operation, cases } = casesFor('http://a', 'header', key);
  const wire = { ...cases[0]!.wire, framing: 'asGiven' as const };
  wire.headers = [...wire.headers, ['X-Key', key], ['X-Half', '50%\u00e9']];
  const redactor = redactorOf(contract, { auth: key });
  const [line] = commandFor(target, wire, (text) => redactor.pieces(text, operation)).split(' | nc ');
  const { stdout } = await promisify(execFile)('sh', ['-c', line!], { env: { HEADER: key }, encoding: 'latin1' });
  const { head, body } = bytesOf(wire);
  expect(stdout).toBe(head.toString('latin1') + body.toString('latin1'));
  expect(line).not.toContain(key);
});

test.concurrent('a report says what each variable holds, and shows neither key nor credentials', async () => {
  const key = 'ada:l0vel4ce-1815';
  await using server = await provider(({ headers, url, method }, response) => {
    const isKnown = url === '/basic' && method === 'POST' && headers.authorization !== undefined;
    response.writeHead(isKnown ? 200 : url === '/basic' ? 405 : 404).end();
  });
  const basic = { ...contract, operations: contract.operations.filter(({ id }) => id === 'basic') };
  const report = await check({ url: server.url, spec: basic, level: 'full', auth: key, otherAuth: otherKey, runs: 3 });
  const found = report.findings.find(({ rule }) => rule === 'auth/unknown')!;
  expect(found.witness!.variables).toEqual({ BASIC_WRONG: 'a key that nobody has' });
  const other = report.findings.find(({ rule }) => rule === 'auth/other-session')!;
  expect(other.witness!.variables).toEqual({ BASIC_OTHER: 'the key, as --other-auth takes it' });
  expect(prettyReport(report)).toContain('                # BASIC_WRONG: a key that nobody has\n');
  for (const secret of [key, otherKey].flatMap((each) => [
    each,
    Buffer.from(each).toString('base64'),
    each.split(':')[1]!,
  ]))
    expect(JSON.stringify(report)).not.toContain(secret);
});
