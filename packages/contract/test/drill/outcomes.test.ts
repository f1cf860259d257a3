import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { listSituations } from '../../src/drill/drill.ts';

const readme = await readFile(new URL('../../../client/README.md', import.meta.url), 'utf8');

/** What the client's table of outcomes says of a situation. */
interface Row {
  outcome: string;
  retry: string;
}

/** The client's table, by what stands in its first column; result codes by themselves. */
const table = new Map(
  readme
    .slice(readme.search(/^\| situation +\| class/m))
    .split('\n\n', 1)[0]!
    .split('\n')
    .slice(2)
    .map((line): [string, Row] => {
      const [, situation = '', , outcome = '', retried = ''] = line.split('|').map((cell) => cell.trim());
      const retry = { no: 'never', yes: 'backoff' }[retried] ?? 'fresh-session';
      return [/^retcode `?([\w -]+?)`?:/.exec(situation)?.[1] ?? situation, { outcome, retry }];
    }),
);

const untrusted = 'certificate not trusted, seen by the transport for Node';

/** The row of the client's table that each situation is, but for those of codes, which are their own. */
const rows: Record<string, string> = {
  'session/lapsed': '000-003',
  'wire/crossed': '000-002',
  'wire/hang': 'no answer in time',
  'wire/hang-unread': 'no answer in time',
  'wire/reset': 'connection reset',
  'wire/reset-unread': 'connection reset',
  'wire/reused-closed': 'connection closed without an answer',
  'wire/truncated': 'body cut short',
  'wire/empty': '200 with an empty body',
  'wire/html': '502 Bad Gateway',
  'wire/charset': '200 with broken JSON',
  'wire/media-type': '200 with JSON in another media type',
  'wire/number': '200 with a result code that is no string',
  'wire/no-code': '200 without a result code',
  'wire/nested': '200 without a result code',
  'wire/tolerated': '200, success, with a member that is tolerated',
  'http/redirect': 'a redirect',
  'http/retry-after': '429 Too Many Requests',
  'http/unavailable': '503 Service Unavailable',
  'http/large': 'more than 1 MiB',
  'tls/another-authority': untrusted,
  'tls/another-name': untrusted,
  'tls/expired': untrusted,
};

/** Rows that are no situation of a drill, by why. */
const undrilled: Record<string, string[]> = {
  'nobody is there who could see what the caller does': [
    'connection refused',
    'unknown host name',
    'TLS handshake failed, seen by the transport for Node',
    'TLS failed, over another `fetch`, which does not say when',
    'certificate not trusted, over another `fetch`, which does not say when',
  ],
  'another form of a situation that is tried': [
    'connection closed within the head',
    'chunked body without its last chunk',
    'no HTTP',
    'body not complete in time',
    '200 with HTML',
    '200 with bytes after the JSON',
    '201, 204 or another 2xx',
    '401 Unauthorized',
    '404 Not Found',
    '405 Method Not Allowed',
    '413 Content Too Large',
    '415 Unsupported Media Type',
    '400 Bad Request',
    '403 Forbidden',
    '500 Internal Server Error',
  ],
  'a caller that takes it is more tolerant than ours, and not wrong': [
    '200 with a body that its Content-Encoding does not decode',
    '200 with two media types',
    '200 without a media type',
    '200 in another charset',
    '200 with a byte order mark',
    '200 with invalid UTF-8',
    '200 with a member twice',
    '200 with a member `__proto__`',
    '200 with a number that JavaScript rounds',
    '200, success, with a required member missing',
  ],
};

const situations = await listSituations({ operation: 'assignUserInQueue' });
const rowOf = (name: string): string | undefined =>
  rows[name] ?? /^codes\/(\d+-\d+)/.exec(name)?.[1] ?? (name === 'codes/unlisted' ? 'any other' : undefined);

test.each(situations.filter(({ name, outcome }) => outcome !== 'applied' || rows[name]))(
  'what a caller can know in $name, and whether it sends again, is what the client does',
  ({ name, outcome, retry }) => {
    expect(table.get(rowOf(name) ?? '')).toEqual({ outcome, retry });
  },
);

test('each row of the client’s table is a situation, or it is said why it is none', () => {
  const drilled = new Set(situations.map(({ name }) => rowOf(name)));
  const left = [...table.keys()].filter((row) => !drilled.has(row));
  expect(left.toSorted()).toEqual(Object.values(undrilled).flat().toSorted());
});
