import type { Json } from '@cc-gateway/spec';
import { whole } from './accepts.ts';
import { wordsIn } from './languages.ts';

/** Values that the parts of a schema name: constants, examples, defaults. */
export const literals = (parts: Json[]): unknown[] =>
  parts.flatMap(({ const: constant, enum: values, examples, example, default: standard }) => [
    ...(constant === undefined ? [] : [constant]),
    ...(values ?? []),
    ...(Array.isArray(examples) ? examples : []),
    ...(example === undefined ? [] : [example]),
    ...(standard === undefined ? [] : [standard]),
  ]);

/** Numbers at, below and above each bound, and multiples of each step. */
export function numbers(parts: Json[]): number[] {
  const bounds = parts.flatMap((part) =>
    ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']
      .map((keyword) => part[keyword])
      .filter((bound) => typeof bound === 'number'),
  );
  const ranges = parts.flatMap(({ format }) => whole.get(format) ?? []);
  const steps = parts.map(({ multipleOf }) => multipleOf).filter((step) => step > 0);
  const around = [0, ...bounds, ...ranges];
  const near = around.flatMap((bound) => [bound, bound - 1, bound + 1, bound - 0.5, bound + 0.5]);
  const between = bounds.flatMap((low) => bounds.map((high) => Math.floor((low + high) / 2)));
  const multiples = steps.flatMap((step) =>
    [...around, ...between].flatMap((bound) =>
      [-1, 0, 1, 2, 3].map((times) => step * (Math.floor(bound / step) + times)),
    ),
  );
  return [...near, ...between, ...multiples, 1e21, -1e21];
}

/** Strings of each length around each bound, for each pattern and between each two patterns, and of each format. */
export function strings(parts: Json[]): string[] {
  const patterns = [...new Set(parts.map(({ pattern }) => pattern).filter((pattern) => typeof pattern === 'string'))];
  // A text as long as it must be; others at the edges where these are short enough to be looked at.
  const least = parts.map(({ minLength = 0 }) => minLength).filter((length) => length <= 10_000);
  const edges = parts
    .flatMap(({ minLength = 0, maxLength = 0 }) => [minLength, maxLength])
    .filter((length) => length <= 300);
  const lengths = [...new Set([...least, ...edges.flatMap((edge) => [edge - 1, edge, edge + 1])])].filter(
    (length) => length >= 0,
  );
  return [
    ...lengths.map((length) => 'a'.repeat(length)),
    ...lengths.map((length) => '\u{1F600}'.repeat(length)),
    ...patterns.flatMap((wanted) => [
      ...wordsIn([wanted]),
      ...lengths.filter((length) => length <= 300).flatMap((length) => wordsIn([wanted, `^[^]{${length}}$`], 2)),
    ]),
    ...(patterns.length > 1 ? wordsIn(patterns) : []),
    ...Object.values(samples),
    ...parts.flatMap(({ format }) => (format && !(format in samples) ? ['a'] : [])),
  ];
}

const samples = {
  date: '2026-01-31',
  time: '10:20:30Z',
  'date-time': '2026-01-31T10:20:30Z',
  duration: 'P3D',
  email: 'a@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/a',
  'uri-reference': '/a?b#c',
  uuid: '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0',
  byte: 'YQ==',
  regex: '^a$',
  'json-pointer': '/a/b',
  number: '12',
  word: 'abc',
};

/** Without those that are the same JSON, and without more than can be tried. */
export const distinct = (values: unknown[]): unknown[] =>
  [...new Map(values.map((value) => [JSON.stringify(value), value])).values()].slice(0, 4000);
