import { needsSession, targetOf, textOf } from '../build.ts';
import type { Case } from '../case.ts';
import { caseOf, parameterPointer, type Plan } from '../plan.ts';
import { breakagesOf } from '../values/breakages.ts';

/** Each constraint of each parameter, broken one at a time. */
export function parameterCases(plan: Plan): Case[] {
  const { run, operation, values } = plan;
  const { schemas } = run;
  return operation.parameters.flatMap(({ name, in: place, required, schema }) => {
    const pointer = parameterPointer(run, operation, place, name);
    const base = values[place][name] ?? textOf(run.schemas.plain(schema)?.default ?? 1);
    // A header or a cookie cannot hold every character.
    const fits = (text: string): boolean => place === 'path' || place === 'query' || /^[\x21-\x7e]+$/.test(text);
    const wrong = breakagesOf(schemas, schema, base, run.options.seed)
      .filter(({ value }) => isTellable(schemas.plain(schema), value) && fits(textOf(value)))
      .map(({ rule, name: what, value, keyword }) =>
        caseOf(plan, {
          id: `${place}/${name}/${rule}/${what}`,
          rule,
          about: `${place} ${name} is ${show(value)} (${what})`,
          place: keyword === 'type' ? pointer : `${pointer}/schema/${keyword}`,
          wire: plan.wireWith({ [place]: { ...values[place], [name]: value } }),
          expect: 'refused',
          // A router may not know the path, and a container may not take the character.
          tolerates: place === 'path' ? (/^[\w.~+-]*$/.test(textOf(value)) ? [404] : [400, 404]) : [],
        }),
      );
    if (!required || place === 'path') return [...wrong, ...twice(plan, name, place, pointer)];
    const missing = caseOf(plan, {
      id: `${place}/${name}/missing`,
      rule: 'accepts/required',
      about: `${place} ${name} is missing`,
      place: pointer,
      wire: plan.wireWith({ [place]: { ...values[place], [name]: undefined } }),
      expect: 'refused',
    });
    return [...wrong, missing];
  });
}

/** A path value with a second segment encoded into it, and one that climbs out of its segment. */
function twice({ run, operation, values, ...plan }: Plan, name: string, place: string, pointer: string): Case[] {
  const schema = operation.parameters.find((parameter) => parameter.name === name)!.schema;
  if (place !== 'path') return [];
  const value = textOf(values.path[name]);
  const tries: [string, string][] = [
    ['with an encoded slash after it', `${value}%2F`],
    ['with an encoded climb after it', `${value}%2F..`],
    ['with an encoded line break and a header after it', `${value}%0D%0AX-Contract-Injected:%201`],
    [
      'encoded twice',
      Array.from(value)
        .map((character) => `%25${character.codePointAt(0)!.toString(16)}`)
        .join(''),
    ],
    ['with an encoded NUL after it', `${value}%00`],
  ];
  return tries
    .filter(([, text]) => !run.schemas.accepts(schema, decoded(text)))
    .map(([what, text]) =>
      caseOf(
        { run, operation, values, ...plan },
        {
          id: `path/${name}/raw/${what}`,
          rule: 'accepts/pattern',
          about: `path ${name} is ${show(text)} (${what})`,
          place: `${pointer}/schema/pattern`,
          wire: { ...plan.wire, target: rawTarget({ run, operation, values, ...plan }, name, text) },
          expect: 'refused',
          tolerates: [400, 404],
        },
      ),
    );
}

function rawTarget({ run, operation, values, wire }: Plan, name: string, text: string): string {
  const marker = 'zqzqzq';
  const filled = targetOf(run.target, operation, { ...values, path: { ...values.path, [name]: marker } });
  const query = wire.target.split('?')[1];
  return filled.split('?')[0]!.replace(marker, () => text) + (query && needsSession(operation) ? `?${query}` : '');
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Whether a value, written as text, is still no value of the schema: `8` and `"8"` are one in a path. */
function isTellable(schema: { type?: string | string[] }, value: unknown): boolean {
  const types = [schema?.type ?? 'string'].flat();
  if (value === undefined || value === null || typeof value === 'object') return false;
  if (types.includes('string')) return typeof value === 'string' && value !== '' && value !== '.' && value !== '..';
  if (types.some((type) => type === 'array' || type === 'object')) return false;
  if (types.includes('boolean')) return value === 'none';
  return value !== '' && typeof value !== 'boolean' && !(typeof value === 'string' && value !== 'none');
}

const show = (value: unknown): string => JSON.stringify(value).slice(0, 60);
