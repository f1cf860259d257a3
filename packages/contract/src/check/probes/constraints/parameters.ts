import { targetOf, textOf } from '../../requests/serialize.ts';
import { madeUpFor } from '../../requests/starting-values.ts';
import type { Parameter } from '@cc-gateway/spec';
import type { Case } from '../../answers/reading/case.ts';
import { caseOf, parameterPointer, type Plan } from '../../requests/plan.ts';
import { isSendable, written } from '../../requests/style.ts';
import { breakagesOf } from '../../values/breakages.ts';
import { brokenBy } from '../../values/broken-by.ts';
import { isTellable } from '../../values/distinct-as-text.ts';
import { wrongRecords } from '../../values/wrong-records.ts';
import { decoded } from '../../wire/target.ts';

/** Each constraint of each parameter, broken one at a time. What cannot be written is said. */
export const parameterCases = (plan: Plan): Case[] =>
  plan.operation.parameters.flatMap((parameter) => [
    ...wrong(plan, parameter),
    ...(parameter.in === 'path' ? raw(plan, parameter) : missing(plan, parameter)),
  ]);

function wrong(plan: Plan, parameter: Parameter): Case[] {
  const { run, operation, values } = plan;
  const { name, in: place, schema } = parameter;
  const pointer = parameterPointer(run, operation, place, name);
  const base = values[place][name] ?? madeUpFor(run.schemas, parameter, run.options.seed);
  if (base === undefined) {
    run.recorder.leaveOut(operation, `${place} ${name}`, 'no value that keeps its schema can be written there');
    return [];
  }
  // A header or a cookie cannot hold every character.
  const fits = (value: unknown): boolean =>
    place === 'path' || place === 'query' ? written(parameter, value) !== undefined : isSendable(parameter, value);
  return [breakagesOf, wrongRecords]
    .flatMap((breakages) => breakages(run.schemas, schema, base, run.options.seed))
    .filter(({ value }) => isTellable(run.schemas, schema, value) && fits(value))
    .map(({ rule, name: what, value, keyword }) =>
      caseOf(plan, {
        id: `${place}/${name}/${rule}/${what}`,
        part: partOf(parameter),
        rule,
        about: `${place} ${name} is ${show(value)} (${what})`,
        place: keyword === 'type' ? pointer : `${pointer}/schema/${keyword}`,
        wire: plan.wireWith({ [place]: { ...values[place], [name]: value } }),
        expect: 'refused',
        // A router may not know the path, and a container may not take the character.
        tolerates: place === 'path' ? (/^[\w.~+-]*$/.test(written(parameter, value)!) ? [404] : [400, 404]) : [],
      }),
    );
}

function missing(plan: Plan, parameter: Parameter): Case[] {
  const { name, in: place, required } = parameter;
  const { run, operation, values } = plan;
  if (!required) return [];
  return [
    caseOf(plan, {
      id: `${place}/${name}/missing`,
      part: partOf(parameter),
      rule: 'accepts/required',
      about: `${place} ${name} is missing`,
      place: parameterPointer(run, operation, place, name),
      wire: plan.wireWith({ [place]: { ...values[place], [name]: undefined } }),
      expect: 'refused',
    }),
  ];
}

/** A path value with a second segment encoded into it, and one that climbs out of its segment. */
function raw(plan: Plan, parameter: Parameter): Case[] {
  const { run, operation, values } = plan;
  const { name, schema } = parameter;
  if (typeof values.path[name] === 'object' || values.path[name] === undefined) return [];
  const text = textOf(values.path[name]);
  const value = encodeURIComponent(text);
  const pointer = parameterPointer(run, operation, 'path', name);
  const tries: [string, string][] = [
    ['with an encoded slash after it', `${value}%2F`],
    ['with an encoded climb after it', `${value}%2F..`],
    ['with an encoded line break and a header after it', `${value}%0D%0AX-Contract-Injected:%201`],
    ['encoded twice', [...Buffer.from(text)].map((byte) => `%25${byte.toString(16).padStart(2, '0')}`).join('')],
    ['with an encoded NUL after it', `${value}%00`],
  ];
  return tries.flatMap(([what, text]) => {
    const read = decoded(text);
    if (run.schemas.accepts(schema, read)) return [];
    const { rule = 'accepts/type', keyword = 'type' } = brokenBy(run.schemas, schema, read);
    return caseOf(plan, {
      id: `path/${name}/raw/${what}`,
      part: partOf(parameter),
      rule,
      about: `path ${name} is ${show(text)} (${what})`,
      place: keyword === 'type' ? pointer : `${pointer}/schema/${keyword}`,
      wire: { ...plan.wire, target: rawTarget(plan, name, text) },
      expect: 'refused',
      tolerates: [400, 404],
    });
  });
}

/** Where a reader of requests says that a parameter is wrong. */
/** The pointer that tells a parameter among the parts of a request. */
export const partOf = ({ in: place, name }: Parameter): string =>
  `/${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function rawTarget({ run, operation, values, wire }: Plan, name: string, text: string): string {
  const marker = 'zqzqzq';
  const filled = targetOf(run.target, operation, { ...values, path: { ...values.path, [name]: marker } });
  const query = wire.target.includes('?') ? wire.target.slice(wire.target.indexOf('?')) : '';
  return filled.split('?')[0]!.replace(marker, () => text) + query;
}

const show = (value: unknown): string => JSON.stringify(value).slice(0, 60);
