import type { Json } from '@cc-gateway/spec';

const standard =
  /^https:\/\/(?:json-schema\.org\/draft\/2020-12\/schema#?|spec\.openapis\.org\/oas\/3\.\d\/dialect\/.*)$/u;

/** Whether two dialects of schemas are the same, or both what OpenAPI means where none is named. */
export const isSameDialect = (then: Json, now: Json): boolean =>
  then === now || [then, now].every((name) => name === undefined || standard.test(name));

/** Why what another dialect means is not told. */
export const otherDialect = 'schemas are compared as OpenAPI means them, whatever dialect they name';
