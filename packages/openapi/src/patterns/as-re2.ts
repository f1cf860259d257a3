/** What stands for a token of the language's own patterns in RE2, outside and inside of a class. */
const outside: Record<string, string> = {
  '.': String.raw`[^\n\r\x{2028}\x{2029}]`,
  '[^]': String.raw`[\x{0}-\x{10ffff}]`,
  '[]': String.raw`[^\x{0}-\x{10ffff}]`,
};
const blanks = String.raw`\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;

/** A pattern of the language's own in the words of RE2: blanks, line ends, code points, group names. */
export function asRe2(source: string): string {
  let isClass = false;
  return source.replaceAll(
    /\[\^?\]|\\u\{([\da-f]+)\}|\\u([\da-f]{4})|\\c([a-z])|\\.|\(\?<(?=[a-z_$])|[^\\]/gisu,
    (token: string, point?: string, unit?: string, control?: string) => {
      if (point ?? unit) return `\\x{${point ?? unit}}`;
      if (control) return `\\x{${(control.codePointAt(0)! % 32).toString(16)}}`;
      if (token === String.raw`\s`) return isClass ? blanks : `[${blanks}]`;
      if (token === String.raw`\S` && !isClass) return `[^${blanks}]`;
      if (/^\\[^\w]$/u.test(token) || (isClass && token === '[')) return escaped(token.at(-1)!);
      if (token === '(?<') return '(?P<';
      if (!isClass && Object.hasOwn(outside, token)) return outside[token]!;
      if (token === '[') isClass = true;
      else if (token === ']') isClass = false;
      return token;
    },
  );
}

const escaped = (character: string): string => `\\x{${character.codePointAt(0)!.toString(16)}}`;
