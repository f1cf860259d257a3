import { child, children, follow, isObject, type Node } from '../reading/node.ts';
import type { Operation } from '../reading/operations.ts';
import type { Type } from '../schemas/schema.ts';
import { slicesOf } from '../schemas/shape.ts';
import type { OperationPair } from './difference.ts';
import { isGoneRightly, compareRetirement } from './retirement.ts';
import { schemaOf, serializationOf } from './serialization.ts';
import { onTheWire } from './texts.ts';
import { compareWords } from './words.ts';

/** A parameter of an operation, behind references. */
interface Found {
  node: Node;
  name: string;
  what: string;
}

/** How the parameters of an operation change. Path parameters are told apart by position, header names without case. */
export function compareParameters(pair: OperationPair): void {
  const { notes, name: operation, requests } = pair;
  const [earlier, later] = [parametersOf(pair.base), parametersOf(pair.revision)];
  for (const [id, { node, name, what }] of earlier) {
    if (later.has(id)) continue;
    const excuse = isGoneRightly(node);
    notes.tell({
      level: excuse ? 'minor' : 'major',
      rule: 'parameter-removed',
      message: `${what} ${name} was removed${excuse ? `: ${excuse}` : ''}`,
      operations: [operation],
      base: node,
    });
  }
  for (const [id, now] of later) {
    const then = earlier.get(id);
    if (then) compareOne(pair, then, now);
    else {
      const isRequired = now.node.value.required === true;
      const message = `${isRequired ? 'required' : 'optional'} ${now.what} ${now.name} was added`;
      notes.tell({
        level: isRequired && requests === 'request' ? 'major' : 'minor',
        rule: 'parameter-added',
        message,
        operations: [operation],
        revision: now.node,
      });
    }
  }
}

function compareOne(pair: OperationPair, then: Found, now: Found): void {
  const { notes, name: operation, requests } = pair;
  const name = `${now.what} ${now.name}`;
  const [before, after] = [then.node.value, now.node.value];
  const isCall = requests === 'request';
  const tell = (level: 'major' | 'minor' | 'patch', rule: string, keyword: string, message: string): void =>
    notes.tell({ level, rule, keyword, message, operations: [operation], base: then.node, revision: now.node });
  if ((before.required === true) !== (after.required === true) && after.in !== 'path') {
    const isRequired = after.required === true;
    tell(
      isRequired === isCall ? 'major' : 'minor',
      'parameter-required',
      'required',
      `${name} became ${isRequired ? 'required' : 'optional'}`,
    );
  }
  if (then.name !== now.name && before.in !== 'header')
    tell('patch', 'parameter-name', 'name', `${then.what} ${then.name} is called ${now.name} now`);
  const [style, other] = [serializationOf(then.node), serializationOf(now.node)];
  if (style !== other && isAlike(then.node, now.node))
    tell('major', 'serialization', 'style', `${name} is written as ${other}, was ${style}`);
  for (const keyword of ['allowEmptyValue', 'allowReserved']) {
    const [was, is] = [before[keyword] === true, after[keyword] === true];
    if (was !== is)
      tell(
        is === isCall ? 'minor' : 'major',
        'serialization',
        keyword,
        `${name} ${is ? 'may' : 'may no longer'} ${keyword === 'allowReserved' ? 'have reserved characters as they are' : 'be empty'}: \`${keyword}\``,
      );
  }
  compareRetirement(then.node, now.node, name, [operation], notes);
  compareWords(then.node, now.node, name, [operation], notes, ['description', 'example', 'examples']);
  const schemas = onTheWire(then.node, now.node, requests);
  const isSent = before.required === true && after.required === true;
  if (schemas) notes.schemas({ ...schemas, direction: requests, what: name, operation, isSent });
  else if (isCall) tell('minor', 'type-widened', 'schema', `${name} takes any text now`);
  else tell('minor', 'type-narrowed', 'schema', `${name} is no longer any text`);
}

/** Whether both are lists or objects, or neither is: one value is written as a list of one. */
const isAlike = (then: Node, now: Node): boolean => {
  const isMany = (node: Node): boolean =>
    ['array', 'object'].some((type) => slicesOf(schemaOf(node)).has(type as Type));
  return isMany(then) === isMany(now) || Boolean(then.value.style ?? now.value.style);
};

/** Headers that the parameters of OpenAPI do not describe. */
const ignored = new Set(['accept', 'content-type', 'authorization']);

function parametersOf({ node, item, path }: Operation): Map<string, Found> {
  const parameters = [...children(child(item, 'parameters')), ...children(child(node, 'parameters'))]
    .map(follow)
    .filter(({ value }) => isObject(value));
  const positions = positionsOf(path, parameters);
  const found = new Map<string, Found>();
  for (const parameter of parameters) {
    const { in: place } = parameter.value;
    // A reference that leads nowhere is called by itself.
    const name = String(parameter.value.name ?? parameter.value.$ref);
    if (place === 'header' && ignored.has(name.toLowerCase())) continue;
    const ids: Record<string, string | number> = {
      path: positions.get(name) ?? name,
      header: name.toLowerCase(),
      // The whole query, of which there is one.
      querystring: '',
    };
    const what = place === 'header' ? 'header' : [place, 'parameter'].filter(Boolean).join(' ');
    found.set(`${place} ${ids[place] ?? name}`, { node: parameter, name, what });
  }
  return found;
}

/** Where the parameters of a path stand in it; those that it does not name take the places that are left. */
function positionsOf(path: string, parameters: Node[]): Map<string, number> {
  const named = [...path.matchAll(/\{([^}]*)\}/gu)].map(([, name]) => name!);
  const given = parameters.filter(({ value }) => value.in === 'path').map(({ value }) => String(value.name));
  const left = named.flatMap((name, index) => (given.includes(name) ? [] : [index]));
  const others = given.filter((name) => !named.includes(name)).slice(0, left.length);
  return new Map([
    ...named.map((name, index): [string, number] => [name, index]),
    ...others.map((name, index): [string, number] => [name, left[index]!]),
  ]);
}
