import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@cc-gateway/spec';
import { contentOf } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { bodyPointer, type CaseParts, type Plan } from '../../requests/plan.ts';
import { requestSchema } from '../../values/request-schema.ts';
import { equivalent } from './relation.ts';

/** The same JSON in other spellings. */
export function spellings(plan: Plan): Case[] {
  const { bodyText, values, run, operation } = plan;
  const body: Json = values.body;
  const place = bodyPointer(operation);
  const of = (id: string, text: string, rule = 'refuses/spelling', more: Partial<CaseParts> = {}): Case[] =>
    text === bodyText || (same.has(rule) && !isSame(text, body))
      ? []
      : [equivalent(plan, `body/${id}`, rule, `the body has ${id}`, plan.wireWithBody(text), { place, ...more })];
  const isRecord = typeof body === 'object' && body !== null && !Array.isArray(body);
  const schema = requestSchema(run.schemas, contentOf(operation)!.schema);
  const withMember = (value: Json): string => JSON.stringify({ ...body, undocumentedMember: value });
  const isOpen = isRecord && run.schemas.accepts(schema, { ...body, undocumentedMember: 1 });
  // Nothing can stand inside a string or a number.
  const at = /[}\]]$/.test(bodyText) ? bodyText.length - 1 : bodyText.length;
  const padded = (bytes: number): string => bodyText.slice(0, at) + ' '.repeat(bytes) + bodyText.slice(at);
  return [
    ...(isRecord
      ? of('its members in reverse', JSON.stringify(Object.fromEntries(Object.entries(body).toReversed())))
      : []),
    ...of('line breaks and indents', JSON.stringify(body, null, 2)),
    ...of('tabs and CR LF', JSON.stringify(body, null, '\t').replaceAll('\n', '\r\n')),
    ...of('blanks around it', `\r\n\t ${bodyText} \n`),
    ...of(
      'escapes in its strings',
      escaped(bodyText, (text, isName) => !isName),
    ),
    ...of(
      'escapes in its names',
      escaped(bodyText, (text, isName) => isName),
    ),
    ...of(
      'one escape in a name',
      bodyText.replace(
        /"([A-Za-z])(\w*)":/,
        (_, first: string, rest: string) => `"\\u00${first.charCodeAt(0).toString(16)}${rest}":`,
      ),
    ),
    ...of('numbers with a fraction of zero', respelt(bodyText, '.0'), 'refuses/number'),
    ...of('numbers with an exponent of zero', respelt(bodyText, 'e0'), 'refuses/number'),
    ...of('numbers with a negative exponent', respelt(bodyText, '0e-1'), 'refuses/number'),
    ...of('numbers with a capital exponent', respelt(bodyText, 'E+0'), 'refuses/number'),
    ...(isOpen
      ? [
          ...of('a member that is not documented', withMember(1), 'refuses/open-member'),
          ...of('an object that is not documented', withMember({ a: [1, null, { b: 'c' }] }), 'refuses/open-member'),
          ...of(
            'every escape in a member that is not documented',
            withMember('x').replace('"x"', String.raw`"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"`),
          ),
          ...of('a member that is null and not documented', withMember(null), 'refuses/open-member'),
        ]
      : []),
    ...of('20,000 blanks inside', padded(20_000), 'refuses/size', { tolerates: [413] }),
    ...of('300,000 blanks inside', padded(300_000), 'refuses/size', { tolerates: [413] }),
  ];
}

/** Rules under which a text must say the same value, but for a member that is not documented. */
const same = new Set(['refuses/spelling', 'refuses/number', 'refuses/size']);

function isSame(text: string, body: unknown): boolean {
  try {
    const value: Json = JSON.parse(text);
    if (value !== null && typeof value === 'object') delete value.undocumentedMember;
    return isDeepStrictEqual(value, JSON.parse(JSON.stringify(body)));
  } catch {
    return false;
  }
}

/** A JSON text with an end added to each of its whole numbers; a zero stands alone before a point or an exponent. */
const respelt = (text: string, end: string): string =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    /^-?\d+$/.test(token) ? token + (/^-?0$/.test(token) ? end.replace(/^0(?=e)/, '') : end) : token,
  );

function escaped(text: string, isWanted: (text: string, isName: boolean) => boolean): string {
  return text.replaceAll(/"((?:[^"\\]|\\.)*)"(:?)/g, (whole, inner: string, colon: string) => {
    if (inner.includes('\\') || !isWanted(inner, colon === ':')) return whole;
    const units = [...Array(inner.length).keys()].map((index) => inner.charCodeAt(index).toString(16).padStart(4, '0'));
    return `"${units.map((unit) => `\\u${unit}`).join('')}"${colon}`;
  });
}
