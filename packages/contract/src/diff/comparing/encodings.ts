import type { Json } from '@cc-gateway/spec';
import { child, children, follow, isObject, type Node } from '../reading/node.ts';
import type { Direction } from '../schemas/finding.ts';
import { memberIn, objectsOf } from '../schemas/members-of.ts';
import { partsOf, schemaAt, type Schema } from '../schemas/schema.ts';
import { slicesOf } from '../schemas/shape.ts';
import { isEqual } from '../schemas/unit.ts';
import type { OperationPair } from './difference.ts';
import { compareHeaders } from './headers.ts';
import { covers, mediaTypeOf } from './media-types.ts';

/** How one part of a form is written: what the document says of it, and its schema. */
interface Part {
  encoding: Node;
  schema: Schema;
}

/** How the parts of a form are written, where the documents say so. */
export function compareEncodings(
  pair: OperationPair,
  base: Node,
  revision: Node,
  direction: Direction,
  what: string,
): void {
  const [then, now] = [namesOf(base), namesOf(revision)];
  for (const name of new Set([...then, ...now])) {
    const [before, after] = [partOf(base, name), partOf(revision, name)];
    // What is said of a member that is gone, or new, comes with it.
    if (before && after) compareParts(pair, before, after, direction, `${what} ${name}`);
  }
}

function compareParts(pair: OperationPair, then: Part, now: Part, direction: Direction, what: string): void {
  const [before, after] = [then.encoding, now.encoding];
  const tell = (level: 'major' | 'minor', keyword: string, message: string): void =>
    pair.notes.tell({
      level,
      rule: 'encoding',
      keyword,
      message: `${what} is written ${message}`,
      operations: [pair.name],
      base: before.value === undefined ? before.parent!.parent : before,
      revision: after.value === undefined ? after.parent!.parent : after,
    });
  const [types, others] = [typesOf(then), typesOf(now)];
  if (!isEqual(types ?? meantBy(then), others ?? meantBy(now))) {
    const [from, to] = direction === 'request' ? [types, others] : [others, types];
    const isTaken = !to || from?.every((type) => to.some((other) => covers(other, type)));
    tell(
      isTaken ? 'minor' : 'major',
      'contentType',
      `as ${others?.join(' or ') ?? 'its type says'}, was ${types?.join(' or ') ?? 'as its type says'}`,
    );
  }
  const [style, other] = [styleOf(then), styleOf(now)];
  if (style !== other) tell('major', 'style', `as ${other}, was ${style}`);
  const [was, is] = [before, after].map(({ value }) => value?.allowReserved === true);
  if (was !== is)
    tell(
      is === (direction === 'request') ? 'minor' : 'major',
      'allowReserved',
      `${is ? 'with' : 'without'} reserved characters as they are`,
    );
  compareHeaders(pair, { base: before, revision: after, direction, what });
}

/** What the encodings of a body name: members of a form or, from OpenAPI 3.2 on, items of a sequence. */
const namesOf = (content: Node): string[] => [
  ...children(child(content, 'encoding')).map(({ key }) => `member ${key}`),
  ...children(child(content, 'prefixEncoding')).map(({ key }) => `item ${key}`),
  ...(isObject(content.value?.itemEncoding) ? ['item'] : []),
];

/** A part by its name; undefined where it is a member that the schema of the body does not have. */
function partOf(content: Node, name: string): Part | undefined {
  const [kind, key] = [name.slice(0, name.indexOf(' ')), name.slice(name.indexOf(' ') + 1)];
  if (name === 'item') return { encoding: follow(child(content, 'itemEncoding')), schema: [] };
  if (kind === 'item') return { encoding: follow(child(child(content, 'prefixEncoding'), Number(key))), schema: [] };
  const slice = slicesOf(schemaAt(content, 'schema')).get('object');
  const objects = slice && objectsOf(slice);
  if (!objects?.declared.has(key)) return undefined;
  return { encoding: follow(child(child(content, 'encoding'), key)), schema: memberIn(objects, key) };
}

/** The media types that a document says of a part. */
function typesOf({ encoding: { value } }: Part): string[] | undefined {
  return typeof value?.contentType === 'string' ? value.contentType.split(',').map(mediaTypeOf).toSorted() : undefined;
}

/** The media types that OpenAPI means by the type of a part's schema. */
function meantBy({ schema }: Part): string[] | undefined {
  const [type, ...more] = slicesOf(schema).keys();
  // What is said of a list is said of its items.
  if (type === undefined || type === 'array' || type === 'null' || more.length > 0) return undefined;
  if (type === 'object') return ['application/json'];
  const isBinary = partsOf(schema).some(
    ({ value }) => /^(?:binary|byte|base64)$/u.test(value?.format) || value?.contentEncoding !== undefined,
  );
  return [type === 'string' && isBinary ? 'application/octet-stream' : 'text/plain'];
}

function styleOf({ encoding, schema }: Part): string {
  const { style = 'form', explode = style === 'form' }: Json = encoding.value ?? {};
  const isMany = ['array', 'object'].some((type) => [...slicesOf(schema).keys()].includes(type as 'array'));
  return `${style}${explode && isMany ? ' exploded' : ''}`;
}
