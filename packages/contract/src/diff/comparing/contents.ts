import type { Json } from '@cc-gateway/spec';
import { child, children, follow, type Node } from '../reading/node.ts';
import { schemaAt } from '../schemas/schema.ts';
import { isEqual } from '../schemas/unit.ts';
import type { BodyPair, OperationPair } from './difference.ts';
import { compareEncodings } from './encodings.ts';
import { covers, isRange, mediaTypeOf } from './media-types.ts';

/** How the media types of a body and their schemas change. */
export function compareContents(pair: OperationPair, body: BodyPair): void {
  const { name, notes } = pair;
  const { base, revision, what, direction } = body;
  const [earlier, later] = [contentsOf(base), contentsOf(revision)];
  for (const [type, node] of later) {
    if (earlier.has(type) || (earlier.size === 0 && isEmpty(base))) continue;
    const ranges = [...earlier].filter(([known]) => covers(known, type));
    const range = ranges.find(([known]) => known !== '*/*') ?? ranges[0];
    // What is said of the type alone holds for it now, not what its range says.
    if (range && later.has(range[0])) compareContent(pair, body, range[1], node, ` as ${type}`);
    if (range) continue;
    const isWider = isRange(type) && [...earlier.keys()].some((known) => covers(type, known));
    notes.tell({
      level: direction === 'response' && (isWider || isPushed(pair, body)) ? 'major' : 'minor',
      rule: 'media-type-added',
      message: `${what} may be ${type}`,
      keyword: 'content',
      operations: [name],
      revision: node,
    });
  }
  for (const [type, node] of earlier) {
    const found = later.get(type) ?? [...later].find(([other]) => covers(other, type))?.[1];
    if (found) compareContent(pair, body, node, found, later.size > 1 ? ` as ${type}` : '');
    else compareLost(pair, body, type, node, later);
  }
}

/** What is no longer there: nothing is lost where only answers became more definite. */
function compareLost(pair: OperationPair, body: BodyPair, type: string, node: Node, later: Map<string, Node>): void {
  const { name, notes } = pair;
  const narrower = [...later].filter(([other]) => covers(type, other));
  for (const [, found] of narrower) compareContent(pair, body, node, found, '');
  if (narrower.length > 0 && body.direction === 'response') return;
  notes.tell({
    level: isPushed(pair, body) && later.size > 0 ? 'minor' : 'major',
    rule: 'media-type-removed',
    message: `${body.what} is no longer ${type}`,
    keyword: 'content',
    operations: [name],
    base: node,
    revision: body.revision,
  });
}

function compareContent(
  pair: OperationPair,
  { direction, what }: BodyPair,
  base: Node,
  revision: Node,
  as: string,
): void {
  const { name, notes } = pair;
  for (const [keyword, label] of [
    ['schema', ''],
    ['itemSchema', ' item'],
  ] as const) {
    const [then, now] = [schemaAt(base, keyword), schemaAt(revision, keyword)];
    if (then.length > 0 || now.length > 0)
      notes.schemas({ base: then, revision: now, direction, what: `${what}${as}${label}`, operation: name });
  }
  compareEncodings(pair, base, revision, direction, what);
  const examples = ({ value }: Node): Json => [value?.example, value?.examples];
  const isRequest = what === 'the request body';
  if (!isEqual(examples(base), examples(revision)) && (isRequest || !pair.hasCodes)) {
    const message = isRequest ? 'the examples of the request body changed' : `the examples of ${what} changed`;
    notes.tell({ level: 'patch', rule: 'examples', keyword: 'examples', message, operations: [name], base, revision });
  }
}

/** Whether the provider sends it unasked, so that nobody chooses among its media types. */
const isPushed = ({ requests }: OperationPair, { direction }: BodyPair): boolean =>
  requests === 'response' && direction === 'response';

const contentsOf = (body: Node): Map<string, Node> =>
  new Map(children(child(body, 'content')).map((node) => [mediaTypeOf(String(node.key)), follow(node)]));

const isEmpty = ({ value }: Node): boolean => value?.content === undefined && value?.$ref !== undefined;
