import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@cc-gateway/spec';
import type { Difference } from './changes.ts';
import type { Keys } from '../reading/keys.ts';
import { compareSchemas } from './schemas.ts';
import type { Direction } from './schema-pair.ts';
import { at, keysOf, type OperationPair, type Version } from '../reading/versions.ts';

/** How the body of a request changes. */
export function compareRequest({ base, revision, before, after }: OperationPair): Difference[] {
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
  const examples = base.body?.contents.map((content) => content.examples);
  const differ = !isDeepStrictEqual(
    examples,
    revision.body?.contents.map((content) => content.examples),
  );
  return [
    ...required,
    ...(differ
      ? [{ level: 'patch', rule: 'example', message: 'the examples of the request body changed', place } as const]
      : []),
    ...compareContents({ before, after, baseKeys, keys, direction: 'request', what: 'the request body' }),
  ];
}

/** A request's body or an answer in both documents. */
export interface BodyPair {
  before: Version;
  after: Version;
  baseKeys: Keys;
  keys: Keys;
  direction: Direction;
  what: string;
}

/** How the media types of a body and their schemas change. Media types are told apart without case and parameters. */
export function compareContents({ before, after, baseKeys, keys, direction, what }: BodyPair): Difference[] {
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
