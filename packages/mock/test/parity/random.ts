import * as fc from 'fast-check';
import { body, guid, keyHeader, mediaType, path, sentType, spare, success, text, whole } from '../ask.ts';
import type { Request } from './send.ts';

const mostly = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const word = fc.stringMatching(/^[\w.~-]{1,12}$/);

const agent = fc.oneof(
  fc.integer({ min: -1_000, max: 2_000_000 }).map(String),
  word,
  fc.string({ minLength: 1, maxLength: 5 }).map((text) => encodeURIComponent(text)),
);

const target = fc
  .tuple(
    mostly('101', agent),
    mostly(
      '',
      fc.tuple(word, word).map(([name, value]) => `?${name}=${value}`),
    ),
  )
  .map(([id, query]) => `${path.replace('/101/', `/${id}/`)}${query}`);

const near = fc.record(
  {
    [text]: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
    [whole]: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string(), fc.boolean()),
    more: fc.jsonValue({ maxDepth: 2 }),
  },
  { requiredKeys: [] },
);

const content = mostly<unknown>(body, fc.oneof(near, fc.jsonValue({ maxDepth: 3 }))).map((value) =>
  JSON.stringify(value),
);

const fields = fc.record(
  {
    [keyHeader as 'guid']: mostly(guid, fc.oneof(word, fc.constant(''))),
    'Content-Type': mostly(`${sentType}; charset=UTF-8`, fc.constantFrom(sentType, 'text/plain', 'application/xml')),
    Accept: fc.constantFrom(mediaType, '*/*', 'text/html', 'application/*;q=0.1', 'text/html, */*;q=0.1'),
    Prefer: fc.constantFrom(
      `code=${success}`,
      'example=noSuchCall',
      'code=404',
      'example=none',
      `code=${success}, example=${spare}`,
    ),
    'X-Other': word,
  },
  { requiredKeys: [] },
);

/** Requests near the contract, some within it and most not. */
export const randomRequest: fc.Arbitrary<Request> = fc
  .record({ method: mostly('PUT', fc.constantFrom('GET', 'POST', 'DELETE')), target, headers: fields, body: content })
  .map((request) => ({
    ...request,
    headers: { 'Content-Type': sentType, [keyHeader]: guid, ...request.headers },
  }));
