import { readFileSync } from 'node:fs';
import { linkSchema, schemaOf, type SchemaTest, type Violation } from '@cc-gateway/openapi';
import type { Json } from '../src/document.ts';

/** Where each extension means something, as Redocly names the types of a document's parts. */
export const placesOfExtension: Readonly<Record<string, readonly string[]>> = {
  'x-state': ['Root'],
  'x-retcodes': ['Root', 'Operation'],
  'x-success': ['Schema'],
  'x-tolerated': ['Schema'],
  'x-argument': ['Parameter', 'Schema', 'RequestBody'],
  'x-session': ['SecurityScheme'],
  'x-violations': ['Operation'],
  'x-preconditions': ['Operation'],
  'x-effects': ['Operation'],
};

/** One way in which the value of an extension has not the form of its schema. */
export interface ShapeProblem {
  /** The keys that lead from the extension's value to the place. */
  keys: string[];
  /** Whether the key and not the value is wrong. */
  onKey: boolean;
  message: string;
}

const tests = new Map<string, SchemaTest>();

/** How `value` departs from the JSON Schema of the extension `name`; empty when it keeps it. */
export function shapeProblems(name: string, value: Json): ShapeProblem[] {
  let test = tests.get(name);
  if (!test) tests.set(name, (test = schemaOf(linkSchema(shapeOf(name))).test!));
  return test
    .violations(value)
    .filter(isOwn)
    .map((violation) => problem(name, violation));
}

// What leads to an error of `if` or `anyOf` says less than the error itself, and the other way round for `if`.
const isOwn = ({ keyword, keywordLocation }: Violation): boolean =>
  keyword !== 'if' && !keywordLocation.includes('/anyOf/');

const shapeOf = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), 'utf8'));

function problem(
  name: string,
  { pointer, keyword, params, message, schema, received: data, propertyName }: Violation,
): ShapeProblem {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const unknown = keyword === 'additionalProperties' ? String(params['additionalProperty']) : propertyName;
  if (unknown !== undefined) keys.push(unknown);
  const onKey = unknown !== undefined || keyword === 'required' || keyword === 'anyOf';
  const place = [name, ...keys].join(' ');
  const received = unknown === undefined && typeof data !== 'object' ? `, received ${JSON.stringify(data)}` : '';
  const what = keyword === 'additionalProperties' ? 'is not known here' : message;
  return { keys, onKey, message: `${place} ${what}${received}. Expected: ${schema?.description}` };
}

/** The extension that a misspelt name was meant for. */
export const meantBy = (name: string): string | undefined =>
  Object.keys(placesOfExtension).find((known) => distance(known, name.toLowerCase()) <= 2);

/** The number of letters to add, drop or replace to make `to` of `from`. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1];
    for (let j = 1; j <= to.length; j += 1) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (to[j - 1] === letter ? 0 : 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
