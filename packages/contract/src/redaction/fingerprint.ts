import { createHash } from 'node:crypto';

/** The same twelve hexadecimal digits for the same texts. */
export const fingerprintOf = (...texts: string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12);
