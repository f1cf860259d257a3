import { put } from '../../link/put.ts';
import { pointerTo } from '../request.ts';
import type { Report } from './faults.ts';
import type { Shape } from './shape.ts';

/** What stood on the wire, taken apart and decoded: texts, lists of them, and members in their order. */
export type Raw = string | RawList | RawMembers;
export interface RawList {
  list: Raw[];
}
export interface RawMembers {
  members: [name: string, value: Raw][];
}

/** A value of what stood on the wire, its types as the schema says; a schema that is silent leaves texts. */
export function typed(raw: Raw, shape: Shape, report: Report, pointer = ''): unknown {
  if (typeof raw === 'string') return atomOf(raw, shape, report, pointer);
  if ('list' in raw) {
    return raw.list.map((each, index) => typed(each, shape.item(index), report, `${pointer}/${index}`));
  }
  const value: Record<string, unknown> = {};
  for (const [name, each] of raw.members) {
    if (Object.hasOwn(value, name)) report(pointer + pointerTo(name), 'stands twice');
    else put(value, name, typed(each, shape.property(name), report, pointer + pointerTo(name)));
  }
  return value;
}

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A text as the value that its schema knows: a number, a boolean or null where one is allowed, else the text. */
export function atomOf(text: string, { types, isSilent, listed }: Shape, report: Report, pointer = ''): unknown {
  if (isSilent) return text;
  const own = listed?.find((each) => typeof each !== 'object' && String(each) === text);
  if (own !== undefined) return own;
  // Beyond 2^53 a number is the nearest that there is, as in JSON.
  if (types.has('number') && number.test(text) && Number.isFinite(Number(text))) return Number(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('string')) return text;
  if (types.has('null') && (text === 'null' || text === '')) return null;
  report(pointer, `is not ${wantedOf(types)}`);
  return undefined;
}

const wantedOf = (types: ReadonlySet<string>): string =>
  [...types].map((type) => (/^[aeio]/.test(type) ? `an ${type}` : type === 'null' ? type : `a ${type}`)).join(' or ') ||
  'anything';
