import { closed, guid } from './document.ts';
import { fault, type Fault } from './fault.ts';
import { plain, type Body, type Call, type Change } from './gateway.ts';
import { value, type Incoming, type Reply } from './http.ts';

const leaves = (...names: string[]): Change => ({ leaves: names });
const bind = (change: (body: Body, request: Incoming) => Body): Change => ({ bind: change });
const skillid = (read: (value: unknown) => unknown): Change =>
  bind((body) => ({ ...body, skillid: read(body.skillid) }));
const parse = (mend: (text: string) => string): Change => ({ parse: (text) => JSON.parse(mend(text)) });
const refuse = (when: (call: Call) => boolean, answer: string | Reply = '000-006'): Change => ({
  refuse: (call) => (when(call) ? answer : undefined),
});
const body = ({ request }: Call): Body => {
  try {
    return JSON.parse(request.body.toString()) as Body;
  } catch {
    return {};
  }
};
const raw = ({ request }: Call): string => request.body.toString();
const find = (source: Body, name: string): unknown =>
  Object.entries(source).find(([known]) => known.toLowerCase().replaceAll(/[^a-z]/g, '') === name)?.[1];
const query = ({ target }: Incoming, name: string): string | undefined =>
  new URLSearchParams(target.split('?')[1] ?? '').get(name) ?? undefined;
const hasKey = (change: (key: string) => boolean): Change => ({ isKey: change });
const also = (other: (request: Incoming) => string | undefined): Change => ({
  key: (request) => value(request, 'guid') ?? other(request),
});

/** Faults of a gateway that accepts too much, or too little. */
export const requestFaults: Fault[] = [
  fault('missing callid accepted', 'accepts/required', leaves('callid-required')),
  fault('missing skillid accepted', 'accepts/required', leaves('skillid-required')),
  fault('null callid accepted', 'accepts/null', leaves('callid-null')),
  fault('null skillid accepted', 'accepts/null', leaves('skillid-null')),
  fault('callid of any type accepted', 'accepts/type', leaves('callid-type')),
  fault('empty callid accepted', 'accepts/length', leaves('callid-empty')),
  fault('callid over its longest accepted', 'accepts/length', leaves('callid-length')),
  fault(
    'callid cut',
    'accepts/length',
    bind((each) => ({ ...each, callid: typeof each.callid === 'string' ? each.callid.slice(0, 32) : each.callid })),
  ),
  fault(
    'quoted skillid accepted',
    'accepts/type',
    skillid((each) => (typeof each === 'string' && each !== '' ? Number(each) : each)),
  ),
  fault(
    'skillid true accepted',
    'accepts/type',
    skillid((each) => (each === true ? 1 : each)),
  ),
  fault(
    'skillid in a list accepted',
    'accepts/type',
    skillid((each) => (Array.isArray(each) && each.length === 1 ? each[0] : each)),
  ),
  fault('fraction accepted', 'accepts/type', leaves('skillid-fraction')),
  fault(
    'fraction cut',
    'accepts/type',
    skillid((each) => (typeof each === 'number' ? Math.trunc(each) : each)),
  ),
  fault('skillid 0 accepted', 'accepts/range', leaves('skillid-least')),
  fault('skillid over its most accepted', 'accepts/range', leaves('skillid-most')),
  fault(
    'skillid wraps at 2^16',
    'accepts/range',
    skillid((each) => (Number.isInteger(each) ? (each as number) & 0xffff : each)),
  ),
  fault(
    'skillid wraps at 2^32',
    'accepts/range',
    skillid((each) =>
      Number.isInteger(each) && Math.abs(each as number) > 2 ** 31
        ? Number(BigInt.asIntN(32, BigInt(each as number)))
        : each,
    ),
  ),
  fault('agentid 100 accepted', 'accepts/pattern', { path: (target) => target.replace('/100/', '/101/') }),
  fault('agentid 1000000 accepted', 'accepts/pattern', { path: (target) => target.replace('/1000000/', '/101/') }),
  fault('any agentid accepted', 'accepts/pattern', leaves('agentid')),
  fault('agentid 101abc accepted', 'accepts/pattern', { path: (target) => target.replace(/\/(\d+)[a-z]+\//, '/$1/') }),
  fault('agentid with a leading zero accepted', 'accepts/pattern', {
    path: (target) => target.replace(/\/0+(\d+)\//, '/$1/'),
  }),
  fault('agentid with a line break accepted', 'accepts/pattern', { path: (target) => target.replace('%0A/', '/') }),
  fault('agentid with blanks accepted', 'accepts/pattern', { path: (target) => target.replace('%20', '') }),
  fault('agentid in other digits accepted', 'accepts/pattern', {
    path: (target) => target.replaceAll(/%D9%A([0-9])/g, '$1'),
  }),
  fault('agentid decoded twice', 'accepts/pattern', { path: (target) => target.replaceAll('%25', '%') }),
  fault('agentid with a sign accepted', 'accepts/pattern', { path: (target) => target.replace('/%2B', '/') }),
  fault('agentid with a fraction accepted', 'accepts/pattern', { path: (target) => target.replace('.0/', '/') }),
  fault('agentid with a matrix parameter accepted', 'accepts/pattern', {
    path: (target) => target.replace(/%3B[^/]*\//, '/'),
  }),
  fault('unknown members accepted under a closed schema', 'accepts/closed', {}, closed),
  fault('a value that is not listed accepted', 'accepts/enum', {}, closed),
  fault('a list with wrong members accepted', 'accepts/items', {}, closed),
  fault('no body accepted', 'accepts/body-missing', {
    text: (bytes) => (bytes.length === 0 ? '{"callid":"a","skillid":1}' : bytes.toString()),
  }),
  fault('a body in a list accepted', 'accepts/body-root', { parse: (text) => [JSON.parse(text)].flat()[0] }),
  fault('a body in a string accepted', 'accepts/body-root', {
    parse: (text) => {
      const read: unknown = JSON.parse(text);
      return typeof read === 'string' ? JSON.parse(read) : read;
    },
  }),
  fault(
    'a body in data accepted',
    'accepts/body-root',
    bind((each) => ('data' in each ? (each.data as Body) : each)),
  ),
  fault(
    'names in any case accepted',
    'accepts/member-name',
    bind((each) => ({ callid: find(each, 'callid'), skillid: find(each, 'skillid') })),
  ),
  fault(
    'members in the query accepted',
    'accepts/member-name',
    bind((each, request) => ({
      callid: each.callid ?? query(request, 'callid'),
      skillid: each.skillid ?? Number(query(request, 'skillid')),
    })),
  ),
  fault(
    'members in headers accepted',
    'accepts/member-name',
    bind((each, request) => ({
      callid: each.callid ?? value(request, 'callid'),
      skillid: each.skillid ?? Number(value(request, 'skillid')),
    })),
  ),
  fault('inherited members accepted', 'accepts/member-name', {
    parse: (text) => {
      const read = JSON.parse(text) as Body;
      return {
        ...(Object.hasOwn(read, '__proto__')
          ? (Object.getOwnPropertyDescriptor(read, '__proto__')!.value as Body)
          : {}),
        ...read,
      };
    },
  }),
  fault(
    'trailing comma accepted',
    'accepts/json',
    parse((text) => text.replace(/,}$/, '}')),
  ),
  fault(
    'comments accepted',
    'accepts/json',
    parse((text) => text.replaceAll(/\/\*.*?\*\/|\/\/.*/g, '')),
  ),
  fault(
    'single quotes accepted',
    'accepts/json',
    parse((text) => text.replaceAll("'", '"')),
  ),
  fault(
    'names without quotes accepted',
    'accepts/json',
    parse((text) => text.replaceAll(/([{,])(\w+):/g, '$1"$2":')),
  ),
  fault(
    'a leading zero accepted',
    'accepts/json',
    parse((text) => text.replace(/:0(\d)/, ':$1')),
  ),
  fault(
    'trailing garbage accepted',
    'accepts/json',
    parse((text) => text.replace(/}[^}]*$/, '}')),
  ),
  fault(
    'two texts accepted',
    'accepts/json',
    parse((text) => text.replace(/}{.*$/, '}')),
  ),
  fault(
    'raw control characters accepted',
    'accepts/json',
    parse((text) => text.replaceAll(/[\n\t]/g, ' ')),
  ),
  fault(
    'a missing brace accepted',
    'accepts/json',
    parse((text) => (text.endsWith('}') ? text : `${text}}`)),
  ),
  fault('invalid UTF-8 accepted', 'accepts/encoding', { text: (bytes) => bytes.toString('utf8') }),
  fault('Latin-1 accepted', 'accepts/encoding', { text: (bytes) => bytes.toString('latin1') }),
  fault('UTF-16 accepted', 'accepts/encoding', {
    text: (bytes) => bytes.toString(bytes[1] === 0 ? 'utf16le' : 'utf8'),
  }),
  fault('text/plain accepted', 'accepts/media-type', {
    isMediaType: (type) => /json|text\/plain/i.test(type) && !/jsonx/.test(type),
  }),
  fault('any media type accepted', 'accepts/media-type', { isMediaType: () => true }),
  fault('a form accepted', 'accepts/media-type', {
    isMediaType: (type) => /^application\/(json(;|$|\s)|x-www-form)/i.test(type),
    parse: (text) =>
      text.startsWith('{')
        ? JSON.parse(text)
        : {
            callid: new URLSearchParams(text).get('callid'),
            skillid: Number(new URLSearchParams(text).get('skillid')),
          },
  }),

  fault(
    'agentid above 59999 refused',
    'refuses/boundary',
    refuse(({ agentid }) => Number(agentid) > 59_999, '000-002'),
  ),
  fault(
    'agentid 999999 refused',
    'refuses/boundary',
    refuse(({ agentid }) => agentid === '999999', '000-002'),
  ),
  fault(
    'callid of its longest refused',
    'refuses/boundary',
    refuse((call) => String(body(call).callid ?? '').length >= 32),
  ),
  fault(
    'callid of one character refused',
    'refuses/boundary',
    refuse((call) => String(body(call).callid ?? '').length === 1),
  ),
  fault(
    'skillid at its most refused',
    'refuses/boundary',
    refuse((call) => body(call).skillid === 65_535),
  ),
  fault(
    'callid that is not ASCII refused',
    'refuses/boundary',
    refuse((call) => /[^ -~]/.test(String(body(call).callid ?? ''))),
  ),
  fault(
    'callid that is not ASCII crashes',
    'status/server-error',
    refuse((call) => /[^ -~]/.test(String(body(call).callid ?? '')), plain(500, 'Error')),
  ),
  fault(
    'callid with a quote refused',
    'refuses/boundary',
    refuse((call) => String(body(call).callid ?? '').includes('"')),
  ),
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
  fault(
    'unknown members refused',
    'refuses/open-member',
    refuse((call) => 'undocumentedMember' in body(call)),
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
  fault('an id with blanks around it is trimmed before it is measured', 'accepts/length', {
    bind: (body) => ({
      ...body,
      callid: typeof body.callid === 'string' ? body.callid.trim() || body.callid : body.callid,
    }),
  }),
  fault('every second session is unknown', 'state/repeat', {
    isKey: (key, state) => key === guid && state.requests % 2 === 0,
  }),
  fault(
    'chunked refused 411',
    'refuses/chunked',
    refuse(({ request }) => value(request, 'transfer-encoding') !== undefined, plain(411, 'Length Required')),
  ),
  fault('a request in pieces refused', 'refuses/pieces', { skip: new Set(['pieces']) }),
  fault(
    'a valid request called wrong',
    'refuses/example',
    refuse(() => true, '000-002'),
  ),
  fault(
    'callid with a rare character refused',
    'refuses/generated',
    refuse((call) => /[~^|=@#]/.test(String(body(call).callid ?? ''))),
  ),
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

  fault('missing Guid accepted', 'auth/missing', leaves('session')),
  fault('empty Guid accepted', 'auth/empty', leaves('empty-session')),
  fault(
    'any Guid accepted',
    'auth/unknown',
    hasKey((key) => key !== ''),
  ),
  fault(
    'Guid prefix accepted',
    'auth/near-miss',
    hasKey((key) => key.length > 7 && guid.startsWith(key)),
  ),
  fault(
    'Guid with more behind it accepted',
    'auth/near-miss',
    hasKey((key) => key.startsWith(guid)),
  ),
  fault(
    'Guid without its node accepted',
    'auth/near-miss',
    hasKey((key) => key.split('.')[0] === guid.split('.')[0]),
  ),
  fault(
    'Guid in capitals accepted',
    'auth/near-miss',
    hasKey((key) => key.toLowerCase() === guid.toLowerCase()),
  ),
  fault(
    'Guid in quotes accepted',
    'auth/near-miss',
    hasKey((key) => key.replaceAll('"', '') === guid),
  ),
  fault(
    'Guid with a wildcard accepted',
    'auth/near-miss',
    hasKey((key) => key === guid || (/[*%]$/.test(key) && guid.startsWith(key.slice(0, -1)))),
  ),
  fault(
    'injection accepted',
    'auth/unknown',
    hasKey((key) => key === guid || key.includes("' OR '")),
  ),
  fault(
    'Guid in a cookie accepted',
    'auth/place',
    also((request) => /Guid=([^;]*)/.exec(value(request, 'cookie') ?? '')?.[1]),
  ),
  fault(
    'Guid in the query accepted',
    'auth/place',
    also((request) => query(request, 'Guid')),
  ),
  fault(
    'Guid in Authorization accepted',
    'auth/place',
    also((request) => value(request, 'authorization')?.replace('Bearer ', '')),
  ),
  fault('the first of two keys counts', 'auth/twice', {
    key: ({ headers }) => headers.find(([name]) => name.toLowerCase() === 'guid')?.[1],
  }),
  fault("another user's session accepted", 'auth/other-session', leaves('other-session')),
  fault('blanks around the Guid not trimmed', 'auth/blanks', {
    refuse: () => undefined,
    reply: (reply) => reply,
    skip: new Set(['trim']),
  }),
  fault('the key rotates and the old ones live on', 'auth/old-key', {
    reply: (reply, call, state) => {
      if (!call.isSuccess) return reply;
      const next = `${String(state.successes).padStart(8, '0')}-93bd-4f06-8a7e-51d2c0b9e634.AgentGateway1`;
      state.keys.push(next);
      return { ...reply, headers: [...reply.headers, ['Set-GUID', `JSESSIONID=${next}`]] };
    },
  }),
  fault(
    'very long keys accepted',
    'auth/unknown',
    hasKey((key) => key === guid || key.length > 2_000),
  ),
  fault('Guid cut at a NUL', 'auth/near-miss', {
    ...hasKey((key) => key.split('\0')[0] === guid),
    skip: new Set(['NUL']),
  }),
  fault(
    'Guid with a wildcard for a character accepted',
    'auth/near-miss',
    hasKey((key) => key.length === guid.length && Array.from(key).every((one, at) => one === '_' || one === guid[at])),
  ),
  fault(
    'Guid as a regular expression accepted',
    'auth/unknown',
    hasKey((key) => key === guid || key === '.*'),
  ),
  fault(
    'the middle of the Guid does not count',
    'auth/near-miss',
    hasKey((key) => key.length === guid.length && key.startsWith(guid.slice(0, 8)) && key.endsWith(guid.slice(-16))),
  ),
  fault(
    'Guid in the body accepted',
    'auth/place',
    also((request) => /"Guid":"([^"]*)"/.exec(request.body.toString())?.[1]),
  ),
  fault('Guid in the path accepted', 'auth/place', {
    path: (target) => target.replace(/;[^/?]*/, ''),
    ...also((request) => /;guid=([^/?]*)/.exec(request.target)?.[1]),
  }),
  fault(
    'Guid as a password accepted',
    'auth/place',
    also(
      (request) =>
        Buffer.from(value(request, 'authorization')?.replace('Basic ', '') ?? '', 'base64')
          .toString()
          .split(':')[1],
    ),
  ),
  fault('an empty object is carried out without a key', 'auth/missing', {
    refuse: (call) => (value(call.request, 'guid') === undefined && raw(call) === '{}' ? '0' : undefined),
  }),
  fault('no key is asked for where a header says that the caller is near', 'auth/missing', {
    key: (request) => (value(request, 'x-forwarded-for') === '127.0.0.1' ? guid : value(request, 'guid')),
  }),
  fault('members are made up for HTTP/1.0', 'accepts/required', {
    bind: (body, { version }) => (version === 'HTTP/1.0' ? { callid: 'x', skillid: 1, ...body } : body),
  }),
  fault('skillid "8abc" accepted', 'accepts/type', {
    bind: (body) => ({
      ...body,
      skillid: /^\d+[a-z]+$/.test(String(body.skillid)) ? Number.parseInt(String(body.skillid), 10) : body.skillid,
    }),
  }),
  fault('of several lines the first counts', 'accepts/json', { parse: (text) => JSON.parse(text.split('\n{')[0]!) }),
  fault('a backslash is a slash', 'method/path-twin', { path: (target) => target.replace('%5C', '/') }),
  fault('a NUL cuts the path', 'method/path-twin', { path: (target) => target.replace(/%00.*/, '') }),
  fault('agentid of very many digits accepted', 'accepts/pattern', {
    path: (target) => target.replace(/\/\d{20,}\//, '/101/'),
  }),
  fault('skillid "8e0" accepted', 'accepts/type', {
    ...skillid((each) => (typeof each === 'string' && /^\d+e\d$/.test(each) ? Number(each) : each)),
  }),
  fault('a very long callid accepted', 'accepts/length', {
    bind: (body) => ({ ...body, callid: String(body.callid).length > 1_000 ? 'a' : body.callid }),
  }),
  fault(
    'callid with a comma refused',
    'refuses/boundary',
    refuse((call) => String(body(call)?.callid).includes(',')),
  ),
  fault(
    'no-break spaces accepted as blanks',
    'accepts/json',
    parse((text) => text.replaceAll('\u00a0', ' ')),
  ),
  fault(
    'True accepted for true',
    'accepts/json',
    parse((text) => text.replaceAll('True', 'true')),
  ),
  fault(
    'typographic quotes accepted',
    'accepts/json',
    parse((text) => text.replaceAll(/[\u201c\u201d]/g, '"')),
  ),
  fault('UTF-32 accepted', 'accepts/encoding', {
    text: (bytes) => (bytes[1] === 0 && bytes[2] === 0 ? bytes.filter((_, at) => at % 4 === 0) : bytes).toString(),
  }),
  fault('JSON labelled as XML accepted', 'accepts/media-type', {
    isMediaType: (type) => /^application\/(json|xml)(;|$|\s)/i.test(type),
  }),
  fault(
    'an entity tag that nobody has is taken for a match',
    'refuses/header',
    refuse(({ request }) => value(request, 'if-none-match') !== undefined, plain(412, 'Precondition Failed')),
  ),
  fault('an encoded slash is a slash', 'method/path-twin', { path: (target) => target.replace('%2F', '/') }),
  fault('the prefix may be left out', 'method/path-twin', {
    path: (target) => target.replace(/^\/resource\//, '/agentgateway/resource/'),
  }),
  fault('a refusal hands out the key of another', 'auth/handout', {
    reply: (reply, { request }) =>
      value(request, 'guid') === undefined
        ? { ...reply, headers: [...reply.headers, ['Set-GUID', `JSESSIONID=${guid}`]] }
        : reply,
  }),
  fault('Latin-1 accepted where it is labelled', 'accepts/encoding', {
    parse: (text) => JSON.parse(text),
    text: (body) => {
      const text = body.toString('utf8');
      return text.includes('\ufffd') && text.includes('undocumentedMember') ? body.toString('latin1') : text;
    },
  }),
  fault('an escaped slash refused', 'refuses/spelling', {
    parse: (text) => JSON.parse(text.includes(String.raw`\/`) ? '' : text),
  }),
  fault('callid measured up to its NUL', 'accepts/length', {
    bind: (body) => ({ ...body, callid: typeof body.callid === 'string' ? body.callid.split('\0')[0] : body.callid }),
  }),
  fault('Guid in a trailer accepted', 'auth/place', {
    key: (request) => value(request, 'guid') ?? /Guid: (\S+)/.exec(request.trailer ?? '')?.[1],
  }),
  fault('agentid of four digits refused', 'refuses/boundary', {
    leaves: [],
    refuse: ({ agentid }) => (/^\d{4}$/.test(agentid) ? '000-002' : undefined),
  }),
];
