import type { Json } from '@cc-gateway/spec';
import type { Difference, Keys } from './changes.ts';
import { compareSchemas, type Direction } from './schemas.ts';
import { at, keysOf, type OperationPair, type Version } from './side.ts';

/** How the body of a request and the answers of an operation change. */
export function compareBodies(pair: OperationPair): Difference[] {
  return [...compareRequest(pair), ...compareAnswers(pair)];
}

function compareRequest({ base, revision, before, after }: OperationPair): Difference[] {
  const baseKeys = [...keysOf(base), 'requestBody'];
  const keys = [...keysOf(revision), 'requestBody'];
  const then = at(before.document, baseKeys);
  const now = at(after.document, keys);
  const place = { side: 'revision', keys } as const;
  if (!then && !now) return [];
  if (!now)
    return [
      {
        level: 'major',
        rule: 'body',
        message: 'the request body was removed',
        place: { side: 'base', keys: baseKeys },
      },
    ];
  if (!then) {
    const message = `${now.required ? 'a required' : 'an optional'} request body was added`;
    return [{ level: now.required ? 'major' : 'minor', rule: 'body', message, place }];
  }
  const required: Difference[] =
    Boolean(then.required) === Boolean(now.required)
      ? []
      : [
          {
            level: now.required ? 'major' : 'minor',
            rule: 'body',
            message: `the request body became ${now.required ? 'required' : 'optional'}`,
            place,
          },
        ];
  return [
    ...required,
    ...compareContents({ before, after, baseKeys, keys, direction: 'request', what: 'the request body' }),
  ];
}

function compareAnswers({ base, revision, before, after }: OperationPair): Difference[] {
  const from = [...keysOf(base), 'responses'];
  const to = [...keysOf(revision), 'responses'];
  const earlier = Object.keys(at(before.document, from) ?? {});
  const later = Object.keys(at(after.document, to) ?? {});
  const added = later.filter((status) => !earlier.some((known) => known === status || covers(status, known)));
  return [
    ...added.map((status): Difference => ({
      level: 'minor',
      rule: 'answer',
      message: `the answer ${status} was added`,
      place: { side: 'revision', keys: [...to, status] },
    })),
    ...earlier.flatMap((status): Difference[] => {
      const found = later.find((now) => now === status) ?? later.find((now) => covers(now, status));
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

/** Whether a range of statuses, as `2XX`, has this one. */
const covers = (range: string, status: string): boolean => /^\dXX$/iu.test(range) && range[0] === status[0];

interface BodyPair {
  before: Version;
  after: Version;
  baseKeys: Keys;
  keys: Keys;
  direction: Direction;
  what: string;
}

function compareContents({ before, after, baseKeys, keys, direction, what }: BodyPair): Difference[] {
  const earlier = mediaTypes(at(before.document, baseKeys));
  const later = mediaTypes(at(after.document, keys));
  const added = [...later].filter(([type]) => !earlier.has(type));
  return [
    ...added.map(([type, name]): Difference => ({
      level: 'minor',
      rule: 'media-type',
      message: `${what} may be ${type}`,
      place: { side: 'revision', keys: [...keys, 'content', name] },
    })),
    ...[...earlier].flatMap(([type, name]): Difference[] => {
      const found = later.get(type);
      const from = [...baseKeys, 'content', name];
      if (found === undefined) {
        return [
          {
            level: 'major',
            rule: 'media-type',
            message: `${what} is no longer ${type}`,
            place: { side: 'base', keys: from },
          },
        ];
      }
      const to = [...keys, 'content', found];
      return compareSchemas({
        base: { schema: at(before.document, [...from, 'schema']) ?? true, world: before.world },
        revision: { schema: at(after.document, [...to, 'schema']) ?? true, world: after.world },
        direction,
        what,
        baseKeys: [...from, 'schema'],
        keys: [...to, 'schema'],
      });
    }),
  ];
}

const mediaTypes = (body: Json): Map<string, string> =>
  new Map(Object.keys(body?.content ?? {}).map((name) => [name.split(';')[0]!.trim().toLowerCase(), name]));

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
