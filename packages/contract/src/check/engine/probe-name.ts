import { createHash } from 'node:crypto';

/** The part of a replay id that names a probe among all of a document: that of its cases, which share what is before `#`. */
export const probeName = (operation: string, id: string): string => digest(`${operation}\n${id.split('#')[0]}`, 10);

/** A short, stable name for a text: hexadecimal digits of its SHA-256. */
export const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);
