import { contentOf } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { hasJsonBody, caseOf, type Plan } from '../../requests/plan.ts';
import { withHeader, type Wire } from '../../wire/request.ts';

/** Bodies that are no JSON. */
export function syntaxCases(plan: Plan): Case[] {
  if (!hasJsonBody(plan)) return [];
  const place = `${plan.operation.pointer}/requestBody`;
  const { schema } = contentOf(plan.operation)!;
  const open = withOpenMember(plan);
  const isSimple = plan.run.schemas.accepts(schema, 'x');
  const isDeep = plan.run.schemas.accepts(schema, [[]]);
  const texts = isSimple
    ? []
    : [...broken(plan.bodyText), ...open.flatMap((each) => [...brokenStrings(each), ...looseWords(each)])].filter(
        ([, text]) => !isReadable(text),
      );
  return [
    ...texts.map(([what, text]) =>
      caseOf(plan, {
        id: `json/${what}`,
        rule: 'accepts/json',
        about: `the body is JSON with ${what}`,
        place,
        wire: plan.wireWithBody(text),
        expect: 'refused',
      }),
    ),
    ...(isDeep ? [] : [nested(plan, place)]),
  ];
}

/** Bodies that are no UTF-8. */
export function encodingCases(plan: Plan): Case[] {
  if (!hasJsonBody(plan)) return [];
  const place = `${plan.operation.pointer}/requestBody`;
  const open = withOpenMember(plan);
  return [
    ...[...miscoded(plan.bodyText), ...open.flatMap((text) => miscoded(text, 'undocumentedMember'))].map(
      ([what, bytes]) =>
        caseOf(plan, {
          id: `encoding/${what}`,
          rule: 'accepts/encoding',
          about: `the body is ${what}`,
          place,
          wire: plan.wireWithBody(bytes),
          expect: 'refused',
        }),
    ),
    ...labelled(plan, open).map(([what, wire]) =>
      caseOf(plan, {
        id: `encoding/${what}`,
        rule: 'accepts/encoding',
        about: `the body is ${what}`,
        place,
        wire,
        expect: 'refused',
        tolerates: [400, 415],
      }),
    ),
  ];
}

/** Bodies that are no UTF-8, and say so: JSON is UTF-8 all the same. */
function labelled({ wire, bodyText }: Plan, [open]: string[]): [what: string, wire: Wire][] {
  const type = wire.headers.find(([name]) => name === 'Content-Type')![1].split(';')[0]!;
  const of = (charset: string, body: Buffer): Wire => ({
    ...withHeader(wire, 'Content-Type', `${type}; charset=${charset}`),
    body,
  });
  return [
    ...(open === undefined
      ? []
      : [
          ['Latin-1, and is labelled so', of('ISO-8859-1', Buffer.from(open.replace('"x"', '"\u00e9"'), 'latin1'))] as [
            string,
            Wire,
          ],
        ]),
    ['UTF-16, and is labelled so', of('utf-16le', Buffer.from(bodyText, 'utf16le'))],
  ];
}
const nested = (plan: Plan, place: string): Case =>
  caseOf(plan, {
    id: 'json/nested',
    rule: 'accepts/json',
    about: 'the body is 20,000 lists in each other',
    place,
    wire: plan.wireWithBody(`${'['.repeat(20_000)}${']'.repeat(20_000)}`),
    expect: 'refused',
    tolerates: [400, 413],
  });

/** The text of a JSON object, spoilt in the ways that lenient readers forgive; as it is where there is nothing to spoil. */
function broken(text: string): [what: string, text: string][] {
  const close = text.slice(0, -1);
  const open = text.slice(1);
  const number = /(:|\[|,|^)(-?\d+)(?=[,}\]]|$)/;
  return [
    ['a trailing comma', text.replace(/([}\]])$/, ',$1')],
    ['its last character missing', close],
    ['half of it missing', text.slice(0, Math.ceil(text.length / 2))],
    ['a letter after it', `${text}x`],
    ['a closing brace after it', `${text}}`],
    ['a second text after it', `${text}${text}`],
    ['a second text on its second line', `${text}\n${text}`],
    ['a NUL after it', `${text}\0`],
    ['a letter before it', `x${text}`],
    ['a guard before it', `)]}',\n${text}`],
    ['single quotes', text.replaceAll('"', "'")],
    ['names without quotes', text.replaceAll(/"([A-Za-z_]\w*)":/g, '$1:')],
    ['a block comment', `/* c */${text}`],
    ['a line comment', `${text.slice(0, 1)}// c\n${open}`],
    ['a hash comment', `${text}\n# c`],
    ['equals signs for colons', text.replaceAll('":', '"=')],
    ['a colon missing', text.replace('":', '" ')],
    ['a comma missing', text.replace(/,"/, ' "')],
    ['two commas', text.replace(',', ',,')],
    ['a leading comma', `${text.slice(0, 1)},${open}`],
    ['semicolons for commas', text.replaceAll(',"', ';"')],
    ['a number with a leading zero', text.replace(number, '$10$2')],
    ['a number with a plus sign', text.replace(number, '$1+$2')],
    [
      'a number in hexadecimal',
      text.replace(number, (_, before: string, digits: string) => `${before}0x${Number(digits).toString(16)}`),
    ],
    ['a number that ends in a point', text.replace(number, '$1$2.')],
    ['a number with a letter after it', text.replace(number, '$1$2n')],
    ['typographic quotes', text.replaceAll(/"([^"\\]*)"/g, '\u201c$1\u201d')],
    ['a no-break space before a value', text.replace(':', ':\u00a0')],
    ['a form feed before a value', text.replace(':', ':\f')],
    ['a number with an underscore', text.replace(number, '$1$2_0')],
    ['NaN for a number', text.replace(number, '$1NaN')],
    ['Infinity for a number', text.replace(number, '$1Infinity')],
    ['undefined for a number', text.replace(number, '$1undefined')],
    ...brokenStrings(text),
    ['a string without its end', text.replace(/:"([^"\\]+)"/, ':"$1')],
    ['an element of XML for it', '<request/>'],
    ['a form for it', 'a=1&b=2'],
  ];
}

/** The first string value of a text, spoilt; in a member of its own it leaves all that the operation needs as it is. */
function brokenStrings(text: string): [what: string, text: string][] {
  const where = text.includes(`{"${openMember}":`) ? ' that is not documented' : '';
  const of = (what: string, end: string): [string, string] => [
    `${what} in a string${where}`,
    text.replace(/:"([^"\\]+)"/, (_, inner: string) => `:"${inner}${end}"`),
  ];
  return [
    of('a line break', '\n'),
    of('a tab', '\t'),
    of('a NUL', '\0'),
    of('an unknown escape', String.raw`\x41`),
    of('half an escape', String.raw`\u12`),
    of('an escape of an apostrophe', String.raw`\'`),
  ];
}

const openMember = 'undocumentedMember';

/** Values of other languages in a member that the operation does not look at. */
const looseWords = (text: string): [what: string, text: string][] =>
  ['True', 'None', '.5'].map((word) => [`${word} for a value`, text.replace('"x"', word)]);

/** The text with a member before all others that the schema leaves open; nothing where it does not. */
function withOpenMember(plan: Plan): string[] {
  const { body } = plan.values;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  const open = { [openMember]: 'x', ...body };
  return plan.run.schemas.accepts(contentOf(plan.operation)!.schema, open) ? [JSON.stringify(open)] : [];
}

function miscoded(text: string, member?: string): [what: string, bytes: Buffer][] {
  const where = member === undefined ? '' : ' that is not documented';
  const stringEnd = text.search(/"[,}\]]/);
  const inString = (...bytes: number[]): Buffer =>
    Buffer.concat([Buffer.from(text.slice(0, stringEnd)), Buffer.from(bytes), Buffer.from(text.slice(stringEnd))]);
  const strings: [string, Buffer][] =
    stringEnd < 0 || !/:"/.test(text)
      ? []
      : [
          [`Latin-1 in a string${where}`, inString(0xe9)],
          [`UTF-8 that ends in the middle of a character${where}`, inString(0xe6, 0xbc)],
          [`UTF-8 with an overlong character${where}`, inString(0xc1, 0x81)],
          [`UTF-8 with a surrogate${where}`, inString(0xed, 0xa0, 0x80)],
          [`UTF-8 with the byte FF${where}`, inString(0xff)],
        ];
  if (member !== undefined) return strings;
  return [
    ...strings,
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, little end first', Buffer.from(text, 'utf16le')],
    ['UTF-32', Buffer.from(Array.from(text, (character) => `${character}\0`).join(''), 'utf16le')],
    ['UTF-16, big end first', Buffer.from(text, 'utf16le').swap16()],
  ];
}

function isReadable(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
