import type { Json } from '@cc-gateway/spec';
import { compareContents, type BodyPair } from './bodies.ts';
import type { Difference } from './changes.ts';
import { compareSchemas } from './schemas.ts';
import { at, keysOf, type OperationPair } from '../reading/versions.ts';

/** How the answers of an operation change: their statuses, bodies and headers. */
export function compareAnswers({ base, revision, before, after }: OperationPair): Difference[] {
  const from = [...keysOf(base), 'responses'];
  const to = [...keysOf(revision), 'responses'];
  const earlier = Object.keys(at(before.document, from) ?? {});
  const later = Object.keys(at(after.document, to) ?? {});
  const added = later.filter((status) => !earlier.some((known) => isAlike(known, status)));
  return [
    ...added.map((status): Difference => ({
      level: 'minor',
      rule: 'answer',
      message: `the answer ${status} was added`,
      place: { side: 'revision', keys: [...to, status] },
    })),
    ...earlier.flatMap((status): Difference[] => {
      const found = [status, ...later].find((now) => later.includes(now) && isAlike(now, status));
      const baseKeys = [...from, status];
      if (found === undefined) {
        return [
          {
            level: 'major',
            rule: 'answer',
            message: `the answer ${status} was removed`,
            place: { side: 'base', keys: baseKeys },
          },
        ];
      }
      const pair = {
        before,
        after,
        baseKeys,
        keys: [...to, found],
        direction: 'response',
        what: `the answer ${status}`,
      } as const;
      return [...compareContents(pair), ...compareHeaders(pair)];
    }),
  ];
}

/** Whether two statuses are the same, or one is a range that has the other. */
const isAlike = (one: string, other: string): boolean => one === other || covers(one, other) || covers(other, one);

/** Whether a range of statuses, as `2XX`, has this one. */
const covers = (range: string, status: string): boolean => /^\dXX$/iu.test(range) && range[0] === status[0];

function compareHeaders({ before, after, baseKeys, keys, what }: BodyPair): Difference[] {
  const earlier = headersOf(at(before.document, baseKeys));
  const later = headersOf(at(after.document, keys));
  const added = [...later].filter(([id]) => !earlier.has(id));
  return [
    ...added.map(([, name]): Difference => ({
      level: 'minor',
      rule: 'header',
      message: `${what} has a new header ${name}`,
      place: { side: 'revision', keys: [...keys, 'headers', name] },
    })),
    ...[...earlier].flatMap(([id, name]): Difference[] => {
      const found = later.get(id);
      const from = [...baseKeys, 'headers', name];
      if (found === undefined) {
        return [
          {
            level: 'major',
            rule: 'header',
            message: `${what} has lost its header ${name}`,
            place: { side: 'base', keys: from },
          },
        ];
      }
      const to = [...keys, 'headers', found];
      const [then, now] = [at(before.document, from), at(after.document, to)];
      const place = { side: 'revision', keys: to } as const;
      const required: Difference[] =
        then.required && !now.required
          ? [{ level: 'major', rule: 'header', message: `${what} may lack its header ${name}`, place }]
          : [];
      return [
        ...required,
        ...compareSchemas({
          base: { schema: then.schema ?? true, world: before.world },
          revision: { schema: now.schema ?? true, world: after.world },
          direction: 'response',
          what: `${what} header ${name}`,
          baseKeys: [...from, 'schema'],
          keys: [...to, 'schema'],
        }),
      ];
    }),
  ];
}

const headersOf = (answer: Json): Map<string, string> =>
  new Map(Object.keys(answer?.headers ?? {}).map((name) => [name.toLowerCase(), name]));
