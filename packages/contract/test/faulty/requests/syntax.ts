import { fault, type Fault } from '../fault.ts';
import type { Body } from '../gateway.ts';
import { value } from '../http.ts';
import { bind, parse, query } from './readings.ts';

const find = (source: Body, name: string): unknown =>
  Object.entries(source).find(([known]) => known.toLowerCase().replaceAll(/[^a-z]/g, '') === name)?.[1];

/** Faults of a gateway that takes for its body what is no JSON, in another encoding, under another label or name. */
export const syntaxFaults: Fault[] = [
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
  fault('of several lines the first counts', 'accepts/json', { parse: (text) => JSON.parse(text.split('\n{')[0]!) }),
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
  fault('Latin-1 accepted where it is labelled', 'accepts/encoding', {
    parse: (text) => JSON.parse(text),
    text: (body) => {
      const text = body.toString('utf8');
      return text.includes('\ufffd') && text.includes('undocumentedMember') ? body.toString('latin1') : text;
    },
  }),
];
