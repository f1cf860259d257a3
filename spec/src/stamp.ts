import { createHash } from 'node:crypto';
import { canonical, type Json } from './document.ts';

/** Tells artefacts of different contracts apart. */
export interface Stamp {
  /** `info.version` of the document. */
  version: string;
  /** SHA-256 of the bundled document, as canonical JSON; 64 hexadecimal digits. */
  hash: string;
}

/** The stamp of a bundled document. The same document gives the same stamp on any machine. */
export const stampOf = (bundled: Json): Stamp => ({
  version: String(bundled.info?.version),
  hash: createHash('sha256')
    .update(JSON.stringify(canonical(bundled)))
    .digest('hex'),
});
