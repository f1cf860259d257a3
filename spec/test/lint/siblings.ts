import { readdirSync, readFileSync } from 'node:fs';
import type { Edit } from './copies.ts';

const spec = new URL('../../', import.meta.url);

/** An operation beside the contract, and the line of the index that takes it in. */
export interface Sibling {
  /** Relative to `spec/`. */
  file: string;
  line: string;
}

/** Every file under `siblings/`, as it stands. */
export const siblingFiles = (): Edit[] =>
  readdirSync(new URL('siblings/', spec), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `siblings/${name.replaceAll('\\', '/')}`)
    .toSorted()
    .map((file) => ({ file, to: readFileSync(new URL(file, spec), 'utf8') }));

/** The operations that are ready to be taken in: their files say how. */
export const siblings = (): Sibling[] =>
  siblingFiles().flatMap(({ file, to = '' }) => {
    const [, line] = /^#\s+(\/\S+: \{ \$ref: \S+ \})$/mu.exec(to) ?? [];
    return line === undefined ? [] : [{ file, line }];
  });
