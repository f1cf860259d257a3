/** A text that tells a key, or a part of one, and the shell that makes it of the variable that holds the key. */
export interface Form {
  text: string;
  /** `variable` is the name, without its dollar sign; what comes back stands between double quotes. */
  shell: (variable: string) => string;
  /** Whether all of the key is in it. */
  isWhole: boolean;
  /** Where no shell makes it: what a variable of its own holds. */
  note?: { suffix: string; says: string };
}

const piped =
  (command: string): Form['shell'] =>
  (variable) =>
    `$(printf %s "$${variable}" | ${command})`;

/** `${NAME…}` with an expansion of POSIX. */
const cut =
  (pattern: string): Form['shell'] =>
  (variable) =>
    `\${${variable}${pattern}}`;

const first = (count: number): Form['shell'] => piped(`cut -c 1-${count}`);

/** The spellings of a key, and the parts of it, that requests and answers hold. */
export function formsOf(key: string): Form[] {
  const half = Math.ceil(key.length / 2);
  const whole: [string, Form['shell']][] = [
    [key, (variable) => `$${variable}`],
    [Array.from(key).toReversed().join(''), piped('rev')],
    [Buffer.from(key).toString('base64').replace(/=+$/, ''), piped(String.raw`base64 | tr -d '=\n'`)],
    [Buffer.from(key).toString('hex'), piped(String.raw`od -An -v -tx1 | tr -d ' \n'`)],
    [everyByte(key), piped(String.raw`od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'`)],
    [key.toUpperCase(), piped('tr a-z A-Z')],
    [key.toLowerCase(), piped('tr A-Z a-z')],
  ];
  const spelt: [string, string, string][] = [
    [encodeURIComponent(key), '_ENCODED', 'percent-encoded'],
    [JSON.stringify(key).slice(1, -1), '_ESCAPED', 'as JSON escapes it'],
    [escapes(key), '_ESCAPED', 'in escapes of JSON'],
    ...base64Parts(key).map(([text, offset]): [string, string, string] => [
      text,
      `_BASE64_${offset}`,
      `in base64, ${offset} bytes into a group of three`,
    ]),
  ];
  const parts: [string, Form['shell']][] = [
    [key.slice(0, -1), cut('%?')],
    [key.slice(1), cut('#?')],
    [key.slice(0, -4), cut('%????')],
    [key.replace(/\.[^.]*$/, ''), cut('%.*')],
    [key.split('.')[0]!, cut('%%.*')],
    [key.split('.').at(-1)!, cut('##*.')],
    [key.slice(key.indexOf(':') + 1), cut('#*:')],
    [key.slice(0, half), first(half)],
    [key.slice(0, 12), first(12)],
    [key.slice(0, 8), first(8)],
    [key.slice(-12), piped('tail -c 12')],
  ];
  return [
    ...whole.map(([text, shell]) => ({ text, shell, isWhole: true })),
    ...spelt.map(([text, suffix, says]) => ({
      text,
      shell: (variable: string) => `$${variable}${suffix}`,
      isWhole: true,
      note: { suffix, says: `the key, ${says}` },
    })),
    ...parts
      .filter(([text]) => text !== key && tells(text, key))
      .map(([text, shell]) => ({ text, shell, isWhole: false })),
  ].filter(({ text }) => text !== '');
}

/** A part behind a full stop, such as the name of a node, is in every key and tells nothing. */
const tells = (part: string, key: string): boolean =>
  !part.includes('.') && key.endsWith(`.${part}`) ? /\d/.test(part.slice(0, -1)) && part.length >= 10 : true;

/** The characters of base64 that are the key's alone, wherever in a longer text it begins; too short ones tell nothing. */
function base64Parts(key: string): [text: string, offset: number][] {
  const bytes = Buffer.from(key);
  return [0, 1, 2]
    .flatMap((offset) =>
      (['base64', 'base64url'] as const).map((alphabet): [string, number] => {
        const all = Buffer.concat([Buffer.alloc(offset), bytes]);
        const [from, to] = [Math.ceil((offset * 4) / 3), Math.floor((all.length * 4) / 3)];
        return [all.toString(alphabet).slice(from, to), offset];
      }),
    )
    .filter(([text]) => text.length >= 8);
}

/**
 * A key in which each character stands as it is, or as a percent code, an escape of JSON or an entity of HTML stands for it;
 * and how that begins.
 */
export const respelt = (key: string): { respelt: RegExp; begins: RegExp } => {
  const characters = Array.from(key).map(spellings);
  return { respelt: new RegExp(characters.join(''), 'giu'), begins: new RegExp(characters.slice(0, 3).join(''), 'iu') };
};

function spellings(character: string): string {
  const point = character.codePointAt(0)!;
  const bytes = [...Buffer.from(character)].map((byte) => byte.toString(16).padStart(2, '0'));
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  const name = entities[character];
  return `(?:${[
    String.raw`\\?${character.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`)}`,
    bytes.map((byte) => `%(?:25)?${byte}`).join(''),
    units.map((unit) => String.raw`\\u${unit}`).join(''),
    `&#x0*${point.toString(16)};?`,
    `&#0*${point};?`,
    ...(name ? [`&${name};`] : []),
  ].join('|')})`;
}

const entities: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

const everyByte = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const escapes = (text: string): string =>
  Array.from(text)
    .map((character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)
    .join('');
