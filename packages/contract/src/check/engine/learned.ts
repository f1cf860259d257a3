import type { Operation } from '@cc-gateway/spec';
import type { Values } from '../requests/serialize.ts';

import type { Run } from '../requests/run.ts';
import type { Seen } from '../answers/reading/observed.ts';
import { headerOf } from '../wire/raw-answer.ts';
import { decoded } from '../wire/target.ts';

/** Values that accepted answers have named, for the paths of other operations. */
export interface Learned {
  note(seen: Seen): void;
  /** The newest value for a place in an operation's path; undefined where no answer named one. */
  newest: (operation: Operation, name: string) => unknown;
}

/** Remembers the newest answers of one run: what a collection lists, or has just made, can be asked for by its id. */
export function createLearned(): Learned {
  const answers = new Map<string, { value: unknown; location: string | undefined }>();
  return {
    note({ verdict, answer, json, case: { operation, isOutside } }) {
      if (verdict !== 'accepted' || !answer || isOutside || operation.method === 'DELETE') return;
      const location = headerOf(answer.headers, 'location');
      answers.set(`${operation.path} ${operation.method}`, { value: json?.value, location });
    },
    newest({ path }, name) {
      const prefix = path.slice(0, path.indexOf(`/{${name}}`));
      const found = ['POST', 'PUT', 'GET'].flatMap((method) => {
        const { value, location } = answers.get(`${prefix} ${method}`) ?? {};
        const made = location?.split(/[?#]/)[0]!.split('/').at(-1);
        const named = [...records(value)].flatMap((record) => member(record, name));
        return made ? [...named, decoded(made)] : named;
      });
      return found.find((value) => ['string', 'number'].includes(typeof value));
    },
  };
}

/** The values, with ids that earlier answers named in the place of made-up ones. */
export function withLearned(
  { learned, schemas, options }: Pick<Run, 'schemas' | 'options'> & { learned: Learned },
  operation: Operation,
  values: Values,
): Values {
  const found = operation.parameters
    .filter(({ in: place, name }) => place === 'path' && options.set?.[name] === undefined)
    .map(({ name, schema }) => [name, schema, learned.newest(operation, name)])
    .filter(([, schema, value]) => value !== undefined && schemas.accepts(schema, value));
  const path = Object.fromEntries(found.map(([name, , value]) => [name, value] as [string, unknown]));
  return { ...values, path: { ...values.path, ...path } };
}

/** The records of an answer: itself, or those in its first list. */
function* records(value: unknown): Generator<Record<string, unknown>> {
  const items = Array.isArray(value) ? value : [value, ...Object.values(Object(value)).filter(Array.isArray).flat()];
  for (const item of items) if (typeof item === 'object' && item !== null) yield item as Record<string, unknown>;
}

/** The member of a record that a place in a path is named after: `petId` or `id` for `{petId}`. */
function member(record: Record<string, unknown>, name: string): unknown[] {
  const wanted = name.toLowerCase();
  const key =
    Object.keys(record).find((each) => each.toLowerCase() === wanted) ??
    (wanted.endsWith('id') ? Object.keys(record).find((each) => each.toLowerCase() === 'id') : undefined);
  return key === undefined ? [] : [record[key]];
}
