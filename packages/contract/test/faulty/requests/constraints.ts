import { closed } from '../document.ts';
import { fault, type Fault } from '../fault.ts';
import { plain, type Change } from '../gateway.ts';
import { leaves, bind, refuse, body } from './readings.ts';

const skillid = (read: (value: unknown) => unknown): Change =>
  bind((body) => ({ ...body, skillid: read(body.skillid) }));

/** Faults of a gateway that reads values otherwise than their constraints say: it accepts what breaks one, or refuses what keeps all. */
export const constraintFaults: Fault[] = [
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
    'unknown members refused',
    'refuses/open-member',
    refuse((call) => 'undocumentedMember' in body(call)),
  ),
  fault('an id with blanks around it is trimmed before it is measured', 'accepts/length', {
    bind: (body) => ({
      ...body,
      callid: typeof body.callid === 'string' ? body.callid.trim() || body.callid : body.callid,
    }),
  }),
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
  fault('members are made up for HTTP/1.0', 'accepts/required', {
    bind: (body, { version }) => (version === 'HTTP/1.0' ? { callid: 'x', skillid: 1, ...body } : body),
  }),
  fault('skillid "8abc" accepted', 'accepts/type', {
    bind: (body) => ({
      ...body,
      skillid: /^\d+[a-z]+$/.test(String(body.skillid)) ? Number.parseInt(String(body.skillid), 10) : body.skillid,
    }),
  }),
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
  fault('callid measured up to its NUL', 'accepts/length', {
    bind: (body) => ({ ...body, callid: typeof body.callid === 'string' ? body.callid.split('\0')[0] : body.callid }),
  }),
  fault('agentid of four digits refused', 'refuses/boundary', {
    leaves: [],
    refuse: ({ agentid }) => (/^\d{4}$/.test(agentid) ? '000-002' : undefined),
  }),
];
