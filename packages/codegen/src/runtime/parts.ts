/** The keywords that are about the parts of a value, each by the name of its rule in `keywords.ts`. */
import type { Schema } from './check.ts';
import type { Fault, PartFaults } from './faults.ts';
import { decided, isNamed } from './keywords.ts';
import { has, isObject } from './members.ts';

/** Faults of a part, told from the whole. */
function* within(name: string | number, faults: readonly Fault[]): Iterable<Fault> {
  for (const [path, ...rest] of faults) yield [[name, ...path], ...rest];
}

const missing = (name: string): Fault => [[], 'missing', name];
const surplus = (name: string): Fault => [[], 'surplus', name];

export const properties: PartFaults = function* (wanted: Record<string, Schema>, value, faultsOf) {
  if (!isObject(value)) return;
  for (const name of Object.keys(wanted)) {
    if (has(value, name)) yield* within(name, faultsOf(wanted[name]!, value[name]));
  }
};

export const required: PartFaults = (wanted: string[], value) =>
  isObject(value) ? wanted.filter((name) => !has(value, name)).map(missing) : [];

export const patternProperties: PartFaults = function* (wanted: [RegExp, Schema][], value, faultsOf) {
  if (!isObject(value)) return;
  for (const [names, each] of wanted) {
    for (const name of Object.keys(value)) if (names.test(name)) yield* within(name, faultsOf(each, value[name]));
  }
};

export const additionalProperties: PartFaults = function* (wanted: Schema | false, value, faultsOf, schema) {
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    if (isNamed(schema, name)) continue;
    if (wanted) yield* within(name, faultsOf(wanted, value[name]));
    else yield surplus(name);
  }
};

export const unevaluatedProperties: PartFaults = function* (wanted: Schema | false, value, faultsOf, schema, check) {
  if (!isObject(value)) return;
  const isDecided = decided(schema, value, check);
  for (const name of Object.keys(value)) {
    if (isDecided(name)) continue;
    if (wanted) yield* within(name, faultsOf(wanted, value[name]));
    else yield surplus(name);
  }
};

export const dependentRequired: PartFaults = function* (wanted: Record<string, string[]>, value) {
  if (!isObject(value)) return;
  for (const [name, others] of Object.entries(wanted)) {
    if (has(value, name)) yield* others.filter((other) => !has(value, other)).map(missing);
  }
};

export const dependentSchemas: PartFaults = function* (wanted: Record<string, Schema>, value, faultsOf) {
  if (!isObject(value)) return;
  for (const [name, each] of Object.entries(wanted)) if (has(value, name)) yield* faultsOf(each, value);
};

export const items: PartFaults = function* ([each, first]: [Schema, number], value, faultsOf) {
  if (!Array.isArray(value)) return;
  for (let index = first; index < value.length; index++) yield* within(index, faultsOf(each, value[index]));
};

export const prefixItems: PartFaults = function* (wanted: Schema[], value, faultsOf) {
  if (!Array.isArray(value)) return;
  for (const [index, each] of wanted.slice(0, value.length).entries())
    yield* within(index, faultsOf(each, value[index]));
};

export const allOf: PartFaults = function* (wanted: Schema[], value, faultsOf) {
  for (const each of wanted) yield* faultsOf(each, value);
};

export const conditional: PartFaults = (
  [condition, then, otherwise]: [Schema, Schema, Schema],
  value,
  faultsOf,
  _,
  check,
) => faultsOf(check(condition, value) ? then : otherwise, value);

export const reference: PartFaults = (wanted: () => Schema, value, faultsOf) => faultsOf(wanted(), value);
