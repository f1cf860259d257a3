/** The spellings of a key that a text may hold: as it is, percent-encoded, in hexadecimal, in base64 at each of its three offsets. */
export function spellingsOf(key: string): string[] {
  const bytes = Buffer.from(key);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // What the bytes before and after it have a part in is not the key's own.
    return text.slice(offset === 0 ? 0 : offset + 1, -2);
  });
  const all = [key, encodeURIComponent(key), hex, hex.toUpperCase(), ...base64];
  return [...new Set([...all, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))])];
}

/** Whether a text holds a key, in any of its spellings. */
export const holds = (text: string, keys: readonly string[]): boolean =>
  keys.some((key) => spellingsOf(key).some((spelling) => text.includes(spelling)));

/** A text without the keys in it. */
export const withoutKeys = (text: string, keys: readonly string[]): string =>
  keys.reduce((left, key) => withoutSpellings(left, spellingsOf(key)), text);

/** A text without the spellings of a key. */
export const withoutSpellings = (text: string, spellings: readonly string[]): string =>
  spellings.reduce((left, each) => (left.includes(each) ? left.replaceAll(each, '[redacted]') : left), text);
