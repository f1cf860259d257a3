import { fault, type Fault } from '../fault.ts';
import { plain } from '../gateway.ts';
import { value } from '../http.ts';
import { refuse, raw } from './readings.ts';

/** Faults of a gateway that refuses a valid request in another form, or takes another path for its own. */
export const equivalentFaults: Fault[] = [
  fault(
    'escapes in names refused',
    'refuses/spelling',
    refuse((call) => /"[^"]*\\u[^"]*":/.test(raw(call))),
  ),
  fault(
    'escapes in values refused',
    'refuses/spelling',
    refuse((call) => /:"[^"]*\\u/.test(raw(call))),
  ),
  fault(
    'another order refused',
    'refuses/spelling',
    refuse((call) => raw(call).startsWith('{"skillid"')),
  ),
  fault(
    'line breaks refused',
    'refuses/spelling',
    refuse((call) => /\{\s*\n/.test(raw(call))),
  ),
  fault(
    '8.0 refused',
    'refuses/number',
    refuse((call) => /\d\.0\b/.test(raw(call))),
  ),
  fault(
    '8e0 refused',
    'refuses/number',
    refuse((call) => /\de0/.test(raw(call))),
  ),
  fault('header names in small letters refused', 'refuses/header-case', {
    key: ({ headers }) => headers.find(([name]) => name === 'Guid' || name === 'GUID')?.[1],
  }),
  fault('Expect answered 417', 'refuses/expect', { onExpect: 'fail' }),
  fault('no leave to send a body', 'transport/continue', { onExpect: 'ignore' }),
  fault(
    'only who takes everything gets an answer',
    'media/accept',
    refuse(({ request }) => !value(request, 'accept')?.includes('*/*'), plain(406, 'Not Acceptable')),
  ),
  fault('a range of an answer to PUT', 'status/undocumented', {
    reply: (reply, { request }) => (value(request, 'range') === undefined ? reply : { ...reply, status: 206 }),
  }),
  fault(
    'chunked refused 411',
    'refuses/chunked',
    refuse(({ request }) => value(request, 'transfer-encoding') !== undefined, plain(411, 'Length Required')),
  ),
  fault('a request in pieces refused', 'refuses/pieces', { skip: new Set(['pieces']) }),
  fault('charset=utf-8 refused', 'refuses/media-type', {
    isMediaType: (type) => /^application\/json(; charset=UTF-8)?$/.test(type),
  }),
  fault('no charset refused', 'refuses/media-type', {
    isMediaType: (type) => /^application\/json *; *charset="?utf-8"?$/i.test(type),
  }),
  fault(
    'percent-encoding refused',
    'refuses/path',
    refuse(({ request }) => /%3\d/.test(request.target), '000-002'),
  ),
  fault(
    'an unknown header refused',
    'refuses/header',
    refuse(({ request }) => value(request, 'x-contract-check') !== undefined),
  ),
  fault(
    'a cookie refused',
    'refuses/header',
    refuse(({ request }) => value(request, 'cookie') !== undefined && value(request, 'guid') !== undefined),
  ),
  fault(
    'large white space refused',
    'refuses/size',
    refuse(({ request }) => request.body.length > 10_000 && request.body.includes('"skillid"')),
  ),
  fault('a backslash is a slash', 'method/path-twin', { path: (target) => target.replace('%5C', '/') }),
  fault('a NUL cuts the path', 'method/path-twin', { path: (target) => target.replace(/%00.*/, '') }),
  fault(
    'an entity tag that nobody has is taken for a match',
    'refuses/header',
    refuse(({ request }) => value(request, 'if-none-match') !== undefined, plain(412, 'Precondition Failed')),
  ),
  fault('an encoded slash is a slash', 'method/path-twin', { path: (target) => target.replace('%2F', '/') }),
  fault('the prefix may be left out', 'method/path-twin', {
    path: (target) => target.replace(/^\/resource\//, '/agentgateway/resource/'),
  }),
  fault('an escaped slash refused', 'refuses/spelling', {
    parse: (text) => JSON.parse(text.includes(String.raw`\/`) ? '' : text),
  }),
];
