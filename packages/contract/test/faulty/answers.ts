import { gzipSync } from 'node:zlib';
import { closed, guid, traced } from './document.ts';
import { always, fault, header, members, own, refusal, replies, success, text, type Fault } from './fault.ts';
import { plain, type Change } from './gateway.ts';
import { value, type Reply } from './http.ts';

const status = (code: number, reason: string, when = own): Change =>
  replies(when, (reply) => ({ ...reply, status: code, reason }));
const without = (body: Record<string, unknown>, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([known]) => known !== name));
const isMalformed = (body: Buffer): boolean => {
  try {
    JSON.parse(body.toString());
    return false;
  } catch {
    return true;
  }
};
const isSessionRefusal = (reply: Reply): boolean => String(reply.body).includes('000-003');

/** Faults of status, media type and envelope. */
export const answerFaults: Fault[] = [
  fault('success answered 201', 'status/undocumented', status(201, 'Created', success)),
  fault(
    'success answered 204 without a body',
    'status/undocumented',
    replies(success, () => plain(204, 'No Content')),
  ),
  fault('success answered 202', 'status/undocumented', status(202, 'Accepted', success)),
  fault('every refusal answered 400', 'status/undocumented', status(400, 'Bad Request', refusal)),
  fault('every refusal answered 500', 'status/undocumented', status(500, 'Oops', refusal)),
  fault(
    'session refused as bare 401',
    'status/undocumented',
    replies(own, (reply) => (isSessionRefusal(reply) ? plain(401, 'Unauthorized') : reply)),
  ),
  fault(
    'session refused as 403 with envelope',
    'status/undocumented',
    replies(own, (reply) => (isSessionRefusal(reply) ? { ...reply, status: 403 } : reply)),
  ),
  fault(
    '302 to a login page when the Guid is bad',
    'status/redirect',
    replies(own, (reply) => (isSessionRefusal(reply) ? plain(302, 'Found', [['Location', '/login']]) : reply)),
  ),
  fault(
    '500 with an empty body on malformed JSON',
    'status/server-error',
    replies(own, (reply, { request }) =>
      isMalformed(request.body) && request.body.length > 0 ? plain(500, 'Error') : reply,
    ),
  ),
  fault(
    '400 with an envelope of its own on malformed JSON',
    'status/undocumented',
    replies(own, (reply, { request }) =>
      isMalformed(request.body) ? { ...reply, status: 400, body: '{"error":{}}' } : reply,
    ),
  ),
  fault(
    '404 for an unknown session',
    'status/undocumented',
    replies(own, (reply) => (isSessionRefusal(reply) ? { ...reply, status: 404 } : reply)),
  ),
  fault('426 for HTTP/1.0', 'status/http-1.0', { onOldVersion: plain(426, 'Upgrade Required') }),
  fault('505 for HTTP/1.0', 'status/http-1.0', { onOldVersion: plain(505, 'Not Supported') }),
  fault('500 without Host', 'status/server-error', { onNoHost: plain(500, 'Error') }),
  fault('403 without Host', 'status/host', { onNoHost: plain(403, 'Forbidden') }),
  fault(
    '500 on null',
    'status/server-error',
    replies(own, (reply, { request }) => (String(request.body) === 'null' ? plain(500, 'Error') : reply)),
  ),
  fault(
    '500 on a list',
    'status/server-error',
    replies(own, (reply, { request }) => (String(request.body) === '[]' ? plain(500, 'Error') : reply)),
  ),
  fault(
    '500 when a member is an object',
    'status/server-error',
    replies(own, (reply, { body }) => (typeof body.callid === 'object' ? plain(500, 'Error') : reply)),
  ),
  fault(
    '408 when a member is an object',
    'status/undocumented',
    replies(own, (reply, { body }) => (typeof body.callid === 'object' ? plain(408, 'Request Timeout') : reply)),
  ),
  fault(
    '503 every ninth request',
    'status/server-error',
    replies(
      (_, state) => state.requests % 9 === 0,
      () => plain(503, 'Busy'),
    ),
  ),
  fault(
    '429 after forty requests',
    'status/undocumented',
    replies(
      (call, state) => call.isOwn && state.requests > 40,
      () => plain(429, 'Too Many'),
    ),
  ),

  fault('no Content-Type', 'media/missing', header('Content-Type', undefined)),
  fault('no Content-Type on refusals', 'media/missing', header('Content-Type', undefined, refusal)),
  fault('text/html', 'media/type', header('Content-Type', 'text/html')),
  fault('text/plain on refusals', 'media/type', header('Content-Type', 'text/plain; charset=UTF-8', refusal)),
  fault('text/json', 'media/type', header('Content-Type', 'text/json')),
  fault(
    'application/problem+json on refusals',
    'media/type',
    header('Content-Type', 'application/problem+json', refusal),
  ),
  fault(
    'application/json, application/json',
    'media/syntax',
    header('Content-Type', 'application/json, application/json'),
  ),
  fault('charset==utf-8', 'media/syntax', header('Content-Type', 'application/json; charset==utf-8')),
  fault('a quote without its end', 'media/syntax', header('Content-Type', 'application/json; charset="utf-8')),
  fault(
    'Content-Type twice',
    'media/syntax',
    replies(own, (reply) => ({ ...reply, headers: [...reply.headers, ['Content-Type', 'text/plain']] })),
  ),
  fault(
    'ISO-8859-1 with Latin-1 bytes',
    'media/charset',
    replies(own, (reply) => ({
      ...reply,
      headers: [['Content-Type', 'application/json; charset=ISO-8859-1']],
      body: Buffer.from(String(reply.body).replace('Refused', 'Réfusé'), 'latin1'),
    })),
  ),
  fault('labelled US-ASCII', 'media/charset', header('Content-Type', 'application/json; charset=us-ascii')),
  fault(
    'UTF-16LE under charset=UTF-8',
    'media/charset',
    text((body) => Buffer.from(body, 'utf16le')),
  ),
  fault(
    'UTF-16 with a mark',
    'media/charset',
    text((body) => Buffer.from(`\ufeff${body}`, 'utf16le')),
  ),
  fault(
    'gzip although identity',
    'media/content-coding',
    replies(own, (reply) => ({
      ...reply,
      headers: [...reply.headers, ['Content-Encoding', 'gzip']],
      body: gzipSync(reply.body),
    })),
  ),
  fault(
    'gzip without saying so',
    'media/content-coding',
    text((body) => gzipSync(body)),
  ),
  fault('claims br', 'media/content-coding', header('Content-Encoding', 'br')),
  fault(
    '406 when Accept is application/json',
    'media/accept',
    replies(own, (reply, { request }) => (value(request, 'accept') === '*/*' ? plain(406, 'Not Acceptable') : reply)),
  ),
  fault(
    '406 without Accept',
    'media/accept',
    replies(own, (reply, { request }) =>
      value(request, 'accept') === undefined ? plain(406, 'Not Acceptable') : reply,
    ),
  ),
  fault(
    'HTML for who takes it',
    'media/type',
    replies(own, (reply, { request }) =>
      value(request, 'accept')?.includes('text/html')
        ? { ...reply, headers: [['Content-Type', 'text/html']], body: '<p>' }
        : reply,
    ),
  ),
  fault(
    'Latin-1 for a language',
    'envelope/utf-8',
    replies(own, (reply, { request }) =>
      value(request, 'accept-language')
        ? { ...reply, body: Buffer.from('{"message":"é","retcode":"0","result":{}}', 'latin1') }
        : reply,
    ),
  ),

  fault(
    'message missing on success',
    'envelope/missing-member',
    members((body) => without(body, 'message'), success),
  ),
  fault(
    'result missing on failure',
    'envelope/missing-member',
    members((body) => without(body, 'result'), refusal),
  ),
  fault(
    'retcode missing on failure',
    'envelope/missing-member',
    members((body) => without(body, 'retcode'), refusal),
  ),
  fault(
    'msg for message',
    'envelope/missing-member',
    members(({ message, ...rest }) => ({ msg: message, ...rest })),
  ),
  fault(
    'retCode for retcode',
    'envelope/missing-member',
    members(({ retcode, ...rest }) => ({ ...rest, retCode: retcode })),
  ),
  fault(
    'retcode a number on success',
    'envelope/type',
    members((body) => ({ ...body, retcode: 0 }), success),
  ),
  fault(
    'retcode null on failure',
    'envelope/type',
    members((body) => ({ ...body, retcode: null }), refusal),
  ),
  fault(
    'retcode false',
    'envelope/type',
    members((body) => ({ ...body, retcode: false }), success),
  ),
  fault(
    'retcode a list',
    'envelope/type',
    members((body) => ({ ...body, retcode: [body.retcode] })),
  ),
  fault(
    'retcode empty on failure',
    'envelope/success-value',
    members((body) => ({ ...body, retcode: '' }), refusal),
  ),
  fault(
    '404 for an unknown call',
    'status/undocumented',
    replies(success, (reply, { body }) =>
      String(body.callid).startsWith('1663580465') ? reply : { ...reply, status: 404 },
    ),
  ),
  fault(
    'retcode 00',
    'envelope/success-value',
    members((body) => ({ ...body, retcode: '00' }), success),
  ),
  fault(
    'retcode with a blank',
    'envelope/success-value',
    members((body) => ({ ...body, retcode: '0 ' }), success),
  ),
  fault(
    'message null',
    'envelope/type',
    members((body) => ({ ...body, message: null })),
  ),
  fault(
    'message an object',
    'envelope/type',
    members((body) => ({ ...body, message: { en: body.message } })),
  ),
  fault(
    'result a string on success',
    'envelope/type',
    members((body) => ({ ...body, result: '' }), success),
  ),
  fault(
    'result a list',
    'envelope/type',
    members((body) => ({ ...body, result: [] })),
  ),
  fault(
    'wrapped in data',
    'envelope/missing-member',
    members((body) => ({ data: body })),
  ),
  fault(
    'a list of one',
    'envelope/type',
    members((body) => [body]),
  ),
  fault(
    'encoded twice',
    'envelope/encoded-twice',
    text((body) => JSON.stringify(body)),
  ),
  fault(
    'a message that is too long',
    'envelope/value',
    members((body) => ({ ...body, message: 'a'.repeat(501) })),
  ),
  fault(
    'an extra member under a closed schema',
    'envelope/closed',
    members((body) => ({ ...body, time: 1 })),
    closed,
  ),
  fault(
    'trailing comma',
    'envelope/json',
    text((body) => body.replace(/}$/, ',}')),
  ),
  fault(
    'single quotes',
    'envelope/json',
    text((body) => body.replaceAll('"', "'")),
  ),
  fault(
    'a guard in front',
    'envelope/json',
    text((body) => `)]}',\n${body}`),
  ),
  fault(
    'JSONP',
    'envelope/json',
    text((body) => `callback(${body})`),
  ),
  fault(
    'a second text',
    'envelope/json',
    text((body) => `${body}${body}`),
  ),
  fault(
    'a NUL at the end',
    'envelope/json',
    text((body) => `${body}\0`),
  ),
  fault(
    'NaN in result',
    'envelope/json',
    text((body) => body.replace('{}', '{"n":NaN}')),
  ),
  fault(
    'raw line break in message',
    'envelope/json',
    text((body) => body.replace('"message":"', '"message":"a\nb')),
  ),
  fault(
    'HTML under application/json',
    'envelope/json',
    text(() => '<html></html>', refusal),
  ),
  fault(
    'empty body on success',
    'envelope/empty',
    text(() => '', success),
  ),
  fault(
    'cut off',
    'envelope/json',
    text((body) => body.slice(0, -3)),
  ),
  fault(
    'a byte order mark',
    'envelope/byte-order-mark',
    text((body) => `\ufeff${body}`),
  ),
  fault(
    'duplicate retcode',
    'envelope/duplicate-member',
    text((body) => body.replace('{', '{"retcode":"1",')),
  ),
  fault(
    'duplicate, escaped',
    'envelope/duplicate-member',
    text((body) => body.replace('{', String.raw`{"retc\u006fde":"1",`)),
  ),
  fault(
    '__proto__ in result',
    'envelope/proto-member',
    text((body) => body.replace('{}', '{"__proto__":{"a":1}}')),
  ),
  fault(
    'invalid UTF-8 in message',
    'envelope/utf-8',
    text((body) => Buffer.concat([Buffer.from(body.slice(0, 12)), Buffer.from([0xff]), Buffer.from(body.slice(12))])),
  ),
  fault(
    'half a surrogate',
    'envelope/surrogate',
    text((body) => body.replace('"message":"', String.raw`"message":"\ud83d`)),
  ),
  fault(
    'beyond 2^53',
    'envelope/unsafe-number',
    text((body) => body.replace('{}', '{"n":9007199254740993}')),
  ),
  fault(
    'beyond every number',
    'envelope/unsafe-number',
    text((body) => body.replace('{}', '{"n":1e999}')),
  ),
  fault(
    '5,000 deep',
    'envelope/depth',
    text((body) => body.replace('{}', `{"n":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)),
  ),
  fault(
    'two megabytes',
    'envelope/size',
    text((body) => body.replace('{}', `{"n":"${'a'.repeat(2_000_000)}"}`), success),
  ),
  fault(
    'Guid in message on failure',
    'auth/echo',
    members((body, { request }) => ({ ...body, message: `Wrong key ${value(request, 'guid')}` }), refusal),
  ),
  fault(
    'Guid in a cookie',
    'auth/echo',
    replies(success, (reply) => ({ ...reply, headers: [...reply.headers, ['Set-Cookie', `id=${guid}`]] })),
  ),
  fault(
    'Guid escaped in result',
    'auth/echo',
    text((body) =>
      body.replace(
        '{}',
        `{"k":"${Array.from(guid)
          .map((unit) => `\\u00${unit.charCodeAt(0).toString(16)}`)
          .join('')}"}`,
      ),
    ),
  ),
  fault('Guid in base64', 'auth/echo', header('X-Trace', Buffer.from(guid).toString('base64'), success)),
  fault(
    'Guid in a 404',
    'auth/echo',
    replies(always, (reply, { request }) =>
      reply.status === 404 ? { ...reply, body: `no ${request.target} for ${value(request, 'guid')}` } : reply,
    ),
  ),
  fault(
    'a stack trace in the message',
    'envelope/internals',
    members((body) => ({ ...body, message: 'java.lang.NullPointerException\n\tat a.B.c(B.java:12)' }), refusal),
  ),
  fault(
    'an invisible character after the success',
    'envelope/success-value',
    members((body) => ({ ...body, retcode: '0\u200b' }), success),
  ),
  fault(
    'the success in full width',
    'envelope/success-value',
    members((body) => ({ ...body, retcode: '\uff10' }), success),
  ),
  fault('Date in the form of ISO 8601', 'transport/date', header('Date', '2026-11-25T10:00:00Z', always)),
  fault(
    'the success as a code of zeros',
    'envelope/success-value',
    members((body) => ({ ...body, retcode: '000-000' }), success),
  ),
  fault('a documented header missing', 'status/header', {}, traced),
];
