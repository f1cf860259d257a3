import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Edit } from './copies.ts';

/** A way to break the spec: what is done, and where and how lint says so. */
export interface Mutation extends Edit {
  what: string;
  rule: string;
  /** A part of the line at which lint points; in `at`, or in the file that was changed. */
  line: string;
  at?: string;
  says: string;
}

const text = readFileSync(new URL('mutations.yaml', import.meta.url), 'utf8');
const byRule: Record<string, (Omit<Mutation, 'rule'> & { from?: string })[]> = parse(text);

/** Every way to break the spec that lint is known to see. */
export const mutations: Mutation[] = Object.entries(byRule).flatMap(([rule, rows]) =>
  rows.map((row) => {
    const pattern = /^\/(.*)\/(m?u)$/su.exec(row.from ?? '');
    return { ...row, rule, ...(pattern && { from: new RegExp(pattern[1]!, pattern[2]) }) };
  }),
);
