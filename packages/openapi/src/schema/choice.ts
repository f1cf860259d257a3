import type { ErrorObject } from 'ajv';
import type { Json } from '../json.ts';
import { discriminators, extended, type Discriminator } from '../link/marks.ts';
import { valuesOf } from './branches.ts';
import type { Call } from './calls.ts';
import type { Apart, Reading } from './reading.ts';

/** What a discriminator makes of a schema. */
export interface Choice {
  /** The keyword that is left to the choice; undefined where the schema as a whole is. */
  keyword?: 'oneOf' | 'anyOf';
  /** What judges instead; none where the discriminator has been followed already. */
  call?: Call;
}

/** The choice that a schema's discriminator makes; undefined where it makes none. */
export function choiceOf(schema: Json, reading: Reading, apart: Apart): Choice | undefined {
  const found = discriminators.get(schema);
  if (!found) return undefined;
  const keyword = schema.oneOf ? 'oneOf' : schema.anyOf ? 'anyOf' : undefined;
  if (reading.followed.has(schema)) return keyword && { keyword };
  const inner: Reading = { ...reading, followed: new Set([...reading.followed, schema]) };
  if (keyword) return { keyword, call: amongBranches(schema, keyword, found, (part) => apart(part, inner)) };
  const subtypes = [...found.mapping.values()].filter((type) => type !== undefined && type !== schema);
  return subtypes.length > 0 ? { call: amongSubtypes(schema, found, (part) => apart(part, inner)) } : undefined;
}

const plains = new WeakMap<object>();

function amongBranches(
  schema: Json,
  keyword: 'oneOf' | 'anyOf',
  discriminator: Discriminator,
  judge: (schema: Json) => Call,
): Call {
  const { propertyName, mapping, fallback } = discriminator;
  const branches: Json[] = schema[keyword];
  const values = branches.map((branch) => valuesOf(branch, discriminator));
  const byValue = new Map([
    ...branches.flatMap((branch, index) => values[index]!.map((value): [string, Json] => [value, branch])),
    ...mapping,
  ]);
  const isClosed = values.every((each) => each.length > 0);
  if (!plains.has(schema)) plains.set(schema, { [keyword]: branches });

  const chosen = (value: unknown): Call | undefined => {
    const member = memberOf(value, propertyName);
    if (byValue.has(member as string)) return judge(byValue.get(member as string) ?? plains.get(schema));
    const isUnknown = isClosed && typeof member === 'string';
    if (typeof value === 'object' && value !== null && fallback !== undefined) return judge(fallback);
    return isUnknown ? undefined : judge(plains.get(schema));
  };
  return {
    is: (value) => chosen(value)?.is(value) ?? false,
    errors: (value) => chosen(value)?.errors(value) ?? [unknown(value, schema, propertyName, [...byValue.keys()])],
  };
}

function amongSubtypes(schema: Json, { propertyName, mapping }: Discriminator, judge: (schema: Json) => Call): Call {
  const chosen = (value: unknown): Call[] => {
    const subtype: Json = mapping.get(memberOf(value, propertyName) as string);
    if (subtype === undefined || subtype === schema) return [judge(schema)];
    return extended.get(subtype)?.has(schema) ? [judge(subtype)] : [judge(schema), judge(subtype)];
  };
  return {
    is: (value) => chosen(value).every((call) => call.is(value)),
    errors: (value) => chosen(value).flatMap((call) => call.errors(value)),
  };
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

const unknown = (value: unknown, schema: Json, name: string, known: string[]): ErrorObject => ({
  instancePath: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  schemaPath: '#/discriminator',
  keyword: 'discriminator',
  params: { allowedValues: known },
  message: `must be one of ${known.map((each) => JSON.stringify(each)).join(', ')}`,
  schema: schema.discriminator,
  parentSchema: schema,
  data: memberOf(value, name),
});
