import { child, children, follow, isObject, type Node } from '../reading/node.ts';
import type { BodyPair, OperationPair } from './difference.ts';
import { compareRetirement } from './retirement.ts';
import { serializationOf } from './serialization.ts';
import { onTheWire } from './texts.ts';
import { compareWords } from './words.ts';

/** How the headers of an answer change, or those of a part of a form. */
export function compareHeaders(pair: OperationPair, { base, revision, direction, what }: BodyPair): void {
  const { name: operation, notes } = pair;
  const [earlier, later] = [headersOf(base), headersOf(revision)];
  const isAnswer = direction === 'response';
  for (const [id, node] of later) {
    if (earlier.has(id)) continue;
    const isWanted = !isAnswer && node.value.required === true;
    notes.tell({
      level: isWanted ? 'major' : 'minor',
      rule: 'header-added',
      message: `${what} has a new header ${nameOf(node)}`,
      operations: [operation],
      revision: node,
    });
  }
  for (const [id, then] of earlier) {
    const now = later.get(id);
    if (!now) {
      notes.tell({
        level: 'major',
        rule: 'header-removed',
        message: `${what} has lost its header ${nameOf(then)}`,
        operations: [operation],
        base: then,
      });
      continue;
    }
    const told = { operations: [operation], base: then, revision: now };
    const [was, is] = [then.value.required === true, now.value.required === true];
    if (was !== is) {
      const message = is
        ? `${what} always has its header ${nameOf(now)}`
        : `${what} may lack its header ${nameOf(now)}`;
      notes.tell({
        ...told,
        level: is === isAnswer ? 'minor' : 'major',
        rule: 'header-required',
        keyword: 'required',
        message,
      });
    }
    const [style, other] = [serializationOf(then), serializationOf(now)];
    if (style !== other)
      notes.tell({
        ...told,
        level: 'major',
        rule: 'serialization',
        keyword: 'style',
        message: `${what} header ${nameOf(now)} is written as ${other}, was ${style}`,
      });
    compareRetirement(then, now, `${what} header ${nameOf(now)}`, [operation], notes);
    compareWords(then, now, `${what} header ${nameOf(now)}`, [operation], notes, [
      'description',
      'example',
      'examples',
    ]);
    const schemas = onTheWire(then, now, direction);
    if (schemas) notes.schemas({ ...schemas, direction, what: `${what} header ${nameOf(now)}`, operation });
    else {
      const [rule, verb] = isAnswer ? ['type-narrowed', 'is no longer'] : ['type-widened', 'takes'];
      notes.tell({
        ...told,
        level: 'minor',
        rule,
        keyword: 'schema',
        message: `${what} header ${nameOf(now)} ${verb} any text`,
      });
    }
  }
}

const names = new WeakMap<object, string>();
const nameOf = ({ value }: Node): string => names.get(value) ?? '';

function headersOf(answer: Node): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const given of children(child(answer, 'headers'))) {
    const name = String(given.key);
    const node = follow(given);
    if (!isObject(node.value) || name.toLowerCase() === 'content-type') continue;
    names.set(node.value, name);
    found.set(name.toLowerCase(), node);
  }
  return found;
}
