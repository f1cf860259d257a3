/** A key that a careless lookup takes for another one. */
export interface LookalikeKey {
  what: string;
  key: string;
  /** Where the key could be somebody's own: another of its kind, which must be taken, too, before anything is said. */
  again?: string;
}

/** Keys that a careless lookup takes for `key`: another database would find the same row, or every row. */
export function lookalikeKeys(key: string): LookalikeKey[] {
  const last = key.at(-1) ?? '';
  const [other, letter] = /\d/.test(last) ? [last === '1' ? '2' : '1', 'x'] : [last === 'q' ? 'x' : 'q', '7'];
  const kinds: [what: string, key: string, again?: string][] = [
    ['with a blank after it', `${key} `],
    ['with a blank before it', ` ${key}`],
    ['in capitals', key.toUpperCase()],
    ['in small letters', key.toLowerCase()],
    ['without its last character', key.slice(0, -1), key.slice(0, -2)],
    ['with a character after it', `${key}0`, `${key}7x`],
    ['with another last character', key.slice(0, -1) + other, key.slice(0, -1) + letter],
    ['with a zero before it', `0${key}`, `00${key}`],
    ['with an escaped NUL after it', `${key}\0x`],
    ['with a line break after it', `${key}\n`],
    ['with percent for its end', `${key.slice(0, -2)}%`],
    ['with a star for its end', `${key.slice(0, -2)}*`],
    ['with an underscore for its last character', `${key.slice(0, -1)}_`],
    ['with a condition that is always true', `${key}x' OR '1'='1`],
    ['in full-width characters', key.replaceAll(/[!-~]/g, (one) => String.fromCodePoint(one.codePointAt(0)! + 0xfee0))],
    ['twice, with a comma between', `${key},${key}`],
  ];
  return kinds.map(([what, text, again]) => ({ what, key: text, ...(again !== undefined && { again }) }));
}
