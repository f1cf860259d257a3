/** Letters behind a backslash that only other languages know: without the flag `u`, they are letters. */
const foreignLetters = /^(?:[^\\]|\\.)*?\\(?:[aeg-jlmo-qyzACE-RTUVX-Z]|u\{)/su;
/** Words of other languages. */
const foreignWords = /\(\?[imsx-]+[):]|\(\?>|\(\?P[<=>]|\(\?#|[*+?}]\+|\[\[:/u;

/**
 * A pattern as the language reads it: with the flag `u` as JSON Schema wants it, also where a backslash or a hyphen stands in the way
 * that changes nothing; without the flag where it is valid only so. Throws SyntaxError where it is none, or where that would take
 * words of another language for letters.
 */
export function regExpOf(source: string, flags: '' | 'i' = ''): RegExp {
  for (const words of [source, inUnicode(source)]) {
    try {
      return new RegExp(words, `u${flags}`);
    } catch {
      // The next reading, or none.
    }
  }
  if (foreignLetters.test(source)) throw new SyntaxError(`Invalid regular expression: /${source}/: Invalid escape`);
  return new RegExp(source, flags);
}

/** Whether a text is no pattern of the language, but one of PCRE or its like. */
export const isForeign = (source: string): boolean =>
  !isPattern(source) && (foreignLetters.test(source) || foreignWords.test(source));

/** Whether a text is a pattern of the language. */
export function isPattern(source: string): boolean {
  try {
    regExpOf(source);
    return true;
  } catch {
    return false;
  }
}

const token = /\\([dDsSwW])-(?!\])|-(?=\\[dDsSwW])|\\(.)|\{\d+(?:,\d*)?\}|./gsu;

/** A pattern without what the flag `u` forbids and what says the same without. */
function inUnicode(source: string): string {
  let isClass = false;
  return source.replaceAll(token, (text: string, set?: string, escaped?: string) => {
    if (set) return isClass ? `\\${set}\\-` : text;
    if (escaped) return /[a-z\d$()*+./?[\\\]^{|}]/i.test(escaped) || (isClass && escaped === '-') ? text : escaped;
    if (text === '-') return isClass ? String.raw`\-` : text;
    if (text === '[' && !isClass) isClass = true;
    else if (text === ']' && isClass) isClass = false;
    else if (!isClass && /^[\]{}]$/.test(text)) return `\\${text}`;
    return text;
  });
}
