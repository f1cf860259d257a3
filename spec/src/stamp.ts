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

/** The header of an answer that tells the stamp of the contract that it was made from. */
export const stampHeader = 'X-Contract';

/** A stamp as programs tell it on the wire: the version, and the first twelve digits of the hash. */
export const writtenStamp = ({ version, hash }: Stamp): string => `${version}; ${hash.slice(0, 12)}`;

/** The stamp that a text tells in that form; undefined where it tells none. */
export function readStamp(text: string): Stamp | undefined {
  const [, version, hash] = /(?:^|\bcontract )([^\s();]+); ([\da-f]{12,64})(?![\da-z])/.exec(text) ?? [];
  return version === undefined || hash === undefined ? undefined : { version, hash };
}

/** Whether two stamps are of one contract, as far as their hashes are told. */
export const isSameStamp = (one: Stamp, other: Stamp): boolean =>
  one.version === other.version && (one.hash.startsWith(other.hash) || other.hash.startsWith(one.hash));
