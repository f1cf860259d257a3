import type { Json } from '@cc-gateway/spec';
import { contentOf, sessionHeader, targetOf } from '../build.ts';
import type { Case } from '../case.ts';
import { bodyPointer, caseOf, type CaseParts, type Plan } from '../plan.ts';
import { withHeader, withoutHeader, type Wire } from '../wire/request.ts';
import { hasJsonBody } from './bodies.ts';

/** The accepted request in other clothes: what must get the same verdict. */
export function twinCases(plan: Plan): Case[] {
  return [...(hasJsonBody(plan) ? [...spellings(plan), ...mediaTypes(plan)] : []), ...headers(plan), ...paths(plan), ...transports(plan)];
}

const twin = (plan: Plan, id: string, rule: string, about: string, wire: Wire, more: Partial<CaseParts> = {}): Case =>
  caseOf(plan, { id: `twin/${id}`, rule, about, wire, expect: 'accepted', ...more });

function spellings(plan: Plan): Case[] {
  const { bodyText, values, run, operation } = plan;
  const body: Json = values.body;
  const place = bodyPointer(operation);
  const of = (id: string, text: string, rule = 'refuses/spelling', more: Partial<CaseParts> = {}): Case[] =>
    text === bodyText ? [] : [twin(plan, `body/${id}`, rule, `the body has ${id}`, plan.wireWithBody(text), { place, ...more })];
  const isRecord = typeof body === 'object' && body !== null && !Array.isArray(body);
  const number = /(:|\[|,)(-?\d+)(?=[,}\]])/g;
  const schema = run.schemas.plain(contentOf(operation)!.schema);
  const withMember = (value: Json): string => JSON.stringify({ ...body, undocumentedMember: value });
  const isOpen = isRecord && run.schemas.accepts(schema, { ...body, undocumentedMember: 1 });
  const padded = (bytes: number): string => bodyText.slice(0, -1) + ' '.repeat(bytes) + bodyText.slice(-1);
  return [
    ...(isRecord ? of('its members in reverse', JSON.stringify(Object.fromEntries(Object.entries(body).toReversed()))) : []),
    ...of('line breaks and indents', JSON.stringify(body, null, 2)),
    ...of('tabs and CR LF', JSON.stringify(body, null, '\t').replaceAll('\n', '\r\n')),
    ...of('blanks around it', `\r\n\t ${bodyText} \n`),
    ...of('escapes in its strings', escaped(bodyText, (text, isName) => !isName)),
    ...of('escapes in its names', escaped(bodyText, (text, isName) => isName)),
    ...of('one escape in a name', bodyText.replace(/"([A-Za-z])(\w*)":/, (_, first: string, rest: string) => `"\\u00${first.charCodeAt(0).toString(16)}${rest}":`)),
    ...of('numbers with a fraction of zero', bodyText.replaceAll(number, '$1$2.0'), 'refuses/number'),
    ...of('numbers with an exponent of zero', bodyText.replaceAll(number, '$1$2e0'), 'refuses/number'),
    ...of('numbers with a negative exponent', bodyText.replaceAll(number, '$1$20e-1'), 'refuses/number'),
    ...of('numbers with a capital exponent', bodyText.replaceAll(number, '$1$2E+0'), 'refuses/number'),
    ...(isOpen
      ? [
          ...of('a member that is not documented', withMember(1), 'refuses/open-member'),
          ...of('an object that is not documented', withMember({ a: [1, null, { b: 'c' }] }), 'refuses/open-member'),
          ...of('a member that is null and not documented', withMember(null), 'refuses/open-member'),
        ]
      : []),
    ...of('20,000 blanks inside', padded(20_000), 'refuses/size', { tolerates: [413] }),
    ...of('300,000 blanks inside', padded(300_000), 'refuses/size', { tolerates: [413] }),
  ];
}

function escaped(text: string, isWanted: (text: string, isName: boolean) => boolean): string {
  return text.replaceAll(/"((?:[^"\\]|\\.)*)"(:?)/g, (whole, inner: string, colon: string) => {
    if (inner.includes('\\') || !isWanted(inner, colon === ':')) return whole;
    const units = [...Array(inner.length).keys()].map((index) => inner.charCodeAt(index).toString(16).padStart(4, '0'));
    return `"${units.map((unit) => `\\u${unit}`).join('')}"${colon}`;
  });
}

function mediaTypes(plan: Plan): Case[] {
  const { wire, operation } = plan;
  const type = wire.headers.find(([name]) => name === 'Content-Type')![1].split(';')[0]!;
  const capital = type.replace(/^./, (first) => first.toUpperCase());
  const tries = [type, `${type}; charset=utf-8`, `${type};charset=UTF-8`, `${type}; charset="utf-8"`, `${capital}; charset=UTF-8`, `${type.toUpperCase()}; CHARSET=utf-8`, `${type} ; charset=UTF-8`];
  return tries.map((value) =>
    twin(plan, `media/${value}`, 'refuses/media-type', `Content-Type is ${value}`, withHeader(wire, 'Content-Type', value), {
      place: `${operation.pointer}/requestBody/content`,
    }),
  );
}

function headers(plan: Plan): Case[] {
  const { wire, operation, session } = plan;
  const named = (change: (name: string) => string): Wire => ({ ...wire, headers: wire.headers.map(([name, value]) => [change(name), value]) });
  const types = wire.headers.find(([name]) => name === 'Accept')![1];
  const [first = '*/*'] = types.split(', ');
  const accept = (value: string): Case =>
    twin(plan, `accept/${value}`, 'refuses/accept', `Accept is ${value}`, withHeader(wire, 'Accept', value), { place: `${operation.pointer}/responses` });
  const extra = (name: string, value: string): Case =>
    twin(plan, `header/${name}`, 'refuses/header', `${name} is ${value.slice(0, 40)}`, withHeader(wire, name, value));
  const key = sessionHeader(operation);
  const blanks = session !== undefined && key !== undefined && key !== 'Authorization';
  return [
    twin(plan, 'names/small', 'refuses/header-case', 'header names are in small letters', named((name) => name.toLowerCase())),
    twin(plan, 'names/capital', 'refuses/header-case', 'header names are in capitals', named((name) => name.toUpperCase())),
    ...[first, '*/*', `${first.split('/')[0]}/*`, `${first};q=0.9, */*;q=0.1`, `text/html, ${first}`].filter((value) => value !== types).map(accept),
    twin(plan, 'accept/none', 'refuses/accept', 'there is no Accept', withoutHeader(wire, 'Accept')),
    twin(plan, 'agent/none', 'refuses/header', 'there is no User-Agent', withoutHeader(wire, 'User-Agent')),
    extra('X-Contract-Check', '1'),
    extra('X-Long', 'a'.repeat(4_000)),
    extra('Cookie', 'a=b'),
    extra('Accept-Language', 'zh-CN, de;q=0.8'),
    extra('Accept-Charset', 'utf-8'),
    extra('Accept-Encoding', 'gzip, deflate, br'),
    extra('Connection', 'close'),
    extra('User-Agent', 'Mozilla/5.0'),
    extra('X-Forwarded-For', '192.0.2.1'),
    ...(blanks
      ? [
          twin(plan, 'blanks/around', 'auth/blanks', 'blanks stand around the session key', withHeader(wire, key, `  ${session}  `)),
          twin(plan, 'blanks/tab', 'auth/blanks', 'a tab stands after the session key', withHeader(wire, key, `${session}\t`)),
        ]
      : []),
  ];
}

function paths(plan: Plan): Case[] {
  const { wire, run, operation, values } = plan;
  const encoded = targetOf(run.target, operation, values, (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  );
  const query = wire.target.includes('?') && !encoded.includes('?') ? wire.target.slice(wire.target.indexOf('?')) : '';
  const parts = { place: operation.pointer };
  return [
    ...(encoded + query === wire.target ? [] : [
      twin(plan, 'path/encoded', 'refuses/path', 'the values in the path are percent-encoded', { ...wire, target: encoded + query }, parts),
      twin(plan, 'path/encoded small', 'refuses/path', 'the values in the path are percent-encoded in small letters', { ...wire, target: encoded.replaceAll(/%../g, (code) => code.toLowerCase()) + query }, parts),
    ]),
    twin(plan, 'path/absolute', 'refuses/target', 'the request target is an absolute URL', { ...wire, target: run.target.origin + wire.target }, { ...parts, isOutside: true }),
  ];
}

function transports(plan: Plan): Case[] {
  const { wire, run } = plan;
  const old: Wire = { ...wire, version: '1.0' };
  const noHost = withoutHeader(wire, 'Host');
  const body = wire.body !== undefined;
  return [
    twin(plan, 'pieces', 'refuses/pieces', 'the request arrives in pieces', { ...wire, pace: 'pieces' }),
    ...(body
      ? [
          twin(plan, 'chunked', 'refuses/chunked', 'the body is chunked', { ...wire, framing: 'chunked' }),
          twin(plan, 'chunked pieces', 'refuses/chunked', 'the body is chunked and arrives in pieces', { ...wire, framing: 'chunked', pace: 'pieces' }),
          twin(plan, 'expect', 'refuses/expect', 'Expect: 100-continue waits for leave to send the body', { ...withHeader(wire, 'Expect', '100-continue'), pace: 'continue' }),
        ]
      : []),
    twin(plan, 'http-1.0', 'status/http-1.0', 'the request is in HTTP/1.0', old),
    twin(plan, 'http-1.0 no host', 'status/http-1.0', 'the request is in HTTP/1.0, without Host', { ...old, headers: withoutHeader(old, 'Host').headers }),
    twin(plan, 'no host', 'status/host', 'there is no Host', noHost, { tolerates: [400], isOutside: true }),
    twin(plan, 'other host', 'refuses/header', 'Host is in capitals', withHeader(wire, 'Host', run.target.authority.toUpperCase())),
  ];
}
