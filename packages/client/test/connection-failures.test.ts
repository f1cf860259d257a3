import { expect, test } from 'vitest';
import { brokenConnection, unknownFailure } from '../src/explain/broken-connection.ts';
import { connectionFailure } from '../src/explain/connection-failure.ts';
import { reach, type Progress } from '../src/phase.ts';
import type { CallState } from '../src/call-state.ts';
import type { Phase } from '../src/transport.ts';

/** How far an attempt has come whose transport told these phases. */
function after(...phases: Phase[]): Progress {
  const progress: Progress = { phase: undefined, outcome: 'unknown' };
  for (const phase of phases) reach(progress, phase);
  return progress;
}

const coded = (code: string, more: object = {}): Error => Object.assign(new Error('x'), { code, ...more });
const connecting = (code: string): Error => coded(code, { syscall: 'connect' });
const deep = (levels: number, wrap: (inner: Error) => Error): Error =>
  levels === 0 ? connecting('ECONNREFUSED') : wrap(deep(levels - 1, wrap));
const circle = new Error('x');
circle.cause = circle;

const cases: [what: string, error: unknown, phases: Phase[], why: RegExp | 'unknown', retryable?: boolean][] = [
  ['a name that nobody has', coded('ENOTFOUND', { syscall: 'getaddrinfo' }), [], /^the name of the host is unknown;/],
  ['a resolver that is down', coded('EAI_AGAIN', { syscall: 'getaddrinfo' }), [], /could not be looked up;/, true],
  ['a refused connection', connecting('ECONNREFUSED'), [], /^the connection was refused;/, true],
  ['a connection that could not be made', connecting('EHOSTUNREACH'), [], /^no connection was made;/, true],
  [
    'an unfinished handshake, in the words of the platform',
    new Error('Client network socket disconnected before secure TLS connection was established'),
    [],
    /^no connection was made;/,
    true,
  ],
  [
    'a certificate for another name',
    coded('ERR_TLS_CERT_ALTNAME_INVALID'),
    ['connecting'],
    /certificate is not trusted/,
  ],
  ['a certificate for another name, whenever it came', coded('ERR_TLS_CERT_ALTNAME_INVALID'), [], 'unknown'],
  ['a broken handshake', coded('ERR_SSL_WRONG_VERSION_NUMBER'), ['connecting'], /^the TLS handshake failed;/],
  ['a broken handshake, as the system has it', coded('EPROTO'), ['connecting'], /^the TLS handshake failed;/],
  ['a request that cannot be written', coded('UND_ERR_INVALID_ARG'), ['queued'], /^the request cannot be written;/],
  ['a request that cannot be written, whenever it was found', coded('UND_ERR_INVALID_ARG'), [], 'unknown'],
  ['anything while it connects', new Error('x'), ['connecting'], /^no connection was made;/, true],
  ['a text', 'x', [], 'unknown'],
  ['nothing', null, [], 'unknown'],
  ['nothing while it connects', null, ['connecting'], /^no connection was made;/, true],
  ['a cause within causes', deep(4, (cause) => new TypeError('fetch failed', { cause })), [], /was refused;/, true],
  ['a cause that lies too deep', deep(8, (cause) => new TypeError('fetch failed', { cause })), [], 'unknown'],
  ['causes that lie too deep', deep(8, (inner) => new AggregateError([inner])), [], 'unknown'],
  ['an error that is its own cause', circle, [], 'unknown'],
];

test.each(cases)(
  '%s tells what is proven, and whether another try may fare better',
  (_what, error, phases, why, retryable = false) => {
    const told = connectionFailure(error, after(...phases));
    expect(told).toMatchObject({ outcome: why === 'unknown' ? 'unknown' : 'not-applied', retryable });
    expect(told.why).toMatch(why === 'unknown' ? /may have taken effect/ : why);
  },
);

const state = (attempts: number) => ({ attempts, secrets: [] as string[] }) as CallState;

test.each<[string, unknown, string]>([
  ['its own words', new Error(' x '), ' (x)'],
  [
    'those of its first cause',
    new TypeError('fetch failed', { cause: new Error('x', { cause: new Error('y') }) }),
    ' (y)',
  ],
  ['those of the first of several', new AggregateError([new Error('x'), new Error('y')], 'all'), ' (x)'],
  ['those of several that are none', new AggregateError(['x'], 'all'), ' (all)'],
  ['none', new Error(''), ''],
  ['none of a text', 'x', ''],
  ['none of nothing', undefined, ''],
])('an error of a transport is told with %s', (_what, error, detail) => {
  const { message } = brokenConnection(error, after('connecting'), state(1));
  expect(message).toBe(`no connection was made; nothing was sent.${detail}`);
});

test('a failure that the client does not know is unknown as soon as a request was tried', () => {
  expect(unknownFailure(new Error('x'), state(0))).toMatchObject({ outcome: 'not-applied' });
  expect(unknownFailure(new Error('x'), state(1))).toMatchObject({ outcome: 'unknown' });
});
