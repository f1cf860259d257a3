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

/** Whether a text holds a key, in any of its spellings, in any letters, or the part of it that no two have in common. */
export function holds(text: string, keys: readonly string[]): boolean {
  const plain = text.replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const lower = plain.toLowerCase();
  return keys.some((key) => {
    const [own = ''] = key.split('.');
    const all = [...spellingsOf(key), ...(own.length >= longEnough ? [own] : [])];
    return all.some((spelling) => lower.includes(spelling.toLowerCase()));
  });
}

/** A first part of a key with fewer characters is a word. */
const longEnough = 16;

/** A text without the keys in it. */
export const withoutKeys = (text: string, keys: readonly string[]): string =>
  keys.reduce((left, key) => withoutSpellings(left, spellingsOf(key)), text);

/** A text without the spellings of a key. */
export const withoutSpellings = (text: string, spellings: readonly string[]): string =>
  spellings.reduce((left, each) => (left.includes(each) ? left.replaceAll(each, '[redacted]') : left), text);
