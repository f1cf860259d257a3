import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
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

/** Reads JSON Schemas that stand in a document. */
export const ajv = new Ajv2020({ strict: false, verbose: true, logger: false, validateFormats: false });
const checks = new Map<string, ValidateFunction>();

/** How `value` departs from the JSON Schema of the extension `name`; empty when it keeps it. */
export function shapeProblems(name: string, value: Json): ShapeProblem[] {
  let check = checks.get(name);
  if (!check) checks.set(name, (check = ajv.compile(schemaOf(name))));
  return check(value) ? [] : check.errors!.filter(isOwn).map((error) => problem(name, error));
}

// What leads to an error of `if` or `anyOf` says less than the error itself, and the other way round for `if`.
const isOwn = ({ keyword, schemaPath }: ErrorObject): boolean => keyword !== 'if' && !schemaPath.includes('/anyOf/');

const schemaOf = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), 'utf8'));

function problem(
  name: string,
  { instancePath, keyword, params, message, parentSchema, data, propertyName }: ErrorObject,
): ShapeProblem {
  const keys = instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const unknown = keyword === 'additionalProperties' ? String(params['additionalProperty']) : propertyName;
  if (unknown !== undefined) keys.push(unknown);
  const onKey = unknown !== undefined || keyword === 'required' || keyword === 'anyOf';
  const place = [name, ...keys].join(' ');
  const received = unknown === undefined && typeof data !== 'object' ? `, received ${JSON.stringify(data)}` : '';
  const what = keyword === 'additionalProperties' ? 'is not known here' : message;
  return { keys, onKey, message: `${place} ${what}${received}. Expected: ${(parentSchema as Json)?.description}` };
}
