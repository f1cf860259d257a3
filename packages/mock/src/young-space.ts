import { setFlagsFromString } from 'node:v8';

/**
 * By how much V8 grows the space of young objects. While a document is read, which leaves little but garbage and what stays, a space
 * that does not grow takes a thousand operations 165 MB where they needed 280, and less of a processor. Requests want V8's own two.
 */
export const growYoungSpace = (factor: 1 | 2): void => setFlagsFromString(`--semi-space-growth-factor=${factor}`);
