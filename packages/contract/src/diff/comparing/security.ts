import type { Json } from '@cc-gateway/spec';
import { child, children, descend, follow, isObject, type Node } from '../reading/node.ts';
import type { Operation } from '../reading/operations.ts';
import { isEqual } from '../schemas/unit.ts';
import type { OperationPair } from './difference.ts';
import { compareRetirement } from './retirement.ts';

/** Something that a request must carry, as it stands on the wire, and where it is described. */
interface Need {
  said: string;
  scheme: Node;
}

/** How the ways to authenticate change. Schemes are told apart by what stands on the wire, not by their names. */
export function compareSecurity({ base, revision, name, requests, notes }: OperationPair): void {
  // What holds for the whole document holds for what callers send.
  if (requests === 'response' && [base, revision].every(({ node }) => node.value.security === undefined)) return;
  const [earlier, later] = [alternativesOf(base), alternativesOf(revision)];
  const [then, now] = [earlier, later].map(
    (all) =>
      new Set(
        all.map((one) =>
          one
            .map(({ said }) => said)
            .toSorted()
            .join(' and '),
        ),
      ),
  );
  const isSameCount = earlier.every((one) => countOf(earlier, one) <= countOf(later, one));
  if (isSameCount && isEqual([...then!].toSorted(), [...now!].toSorted()))
    return compareSchemes(base, revision, name, notes);
  const isKept = (alternative: Need[]): boolean =>
    later.some((other) => other.every(({ said }) => alternative.some((need) => need.said === said)));
  // Two schemes of one kind are two credentials: one of them less is a loss.
  const isFewer = (alternative: Need[]): boolean =>
    countOf(later, alternative) > 0 && countOf(later, alternative) < countOf(earlier, alternative);
  const isLost = earlier.some((alternative) => !isKept(alternative) || isFewer(alternative));
  const said = (set: Set<string>): string => [...set].map((one) => one || 'nothing').join(', or ');
  const [schemes, others] = [earlier, later].map((all) => all.flat().map(({ scheme }) => scheme));
  const isSameNames = isEqual(
    schemes!.map(({ key }) => key),
    others!.map(({ key }) => key),
  );
  notes.tell({
    level: isLost ? 'major' : 'minor',
    rule: 'security',
    message: `a request is authenticated by ${said(now!)}, was ${said(then!)}`,
    keyword: 'security',
    operations: [name],
    base: isSameNames ? schemes![0] : listOf(base),
    revision: isSameNames ? others![0] : listOf(revision),
  });
}

/** How many alternatives ask for the same, by schemes of different names. */
function countOf(alternatives: Need[][], wanted: Need[]): number {
  const said = (one: Need[]): string =>
    one
      .map((need) => need.said)
      .toSorted()
      .join();
  const names = (one: Need[]): string =>
    one
      .map(({ scheme }) => String(scheme.key))
      .toSorted()
      .join();
  return new Set(alternatives.filter((one) => said(one) === said(wanted)).map(names)).size;
}

const listOf = ({ node }: Operation): Node =>
  node.value.security === undefined ? child(node.tree.root, 'security') : child(node, 'security');

/** The alternatives; one that needs nothing where there is none. */
function alternativesOf(operation: Operation): Need[][] {
  const list = children(listOf(operation)).filter(({ value }) => isObject(value));
  if (list.length === 0) return [[]];
  return list.map((alternative) => children(alternative).flatMap(needsOf));
}

function needsOf(requirement: Node): Need[] {
  const scheme = schemeOf(requirement);
  const { value } = scheme;
  const kind = typeOf(value, String(requirement.key));
  const scopes: string[] = Array.isArray(requirement.value) ? requirement.value : [];
  // Each scope is a thing more that is asked for.
  return [kind, ...scopes.map((scope) => `${kind} ${scope}`)].map((said) => ({
    said,
    scheme: { ...scheme, key: requirement.key! },
  }));
}

/** The scheme that a requirement names: by its component or, from OpenAPI 3.2 on, by its address. */
function schemeOf(requirement: Node): Node {
  const component = follow(descend(requirement.tree.root, 'components', 'securitySchemes', requirement.key!));
  return isObject(component.value) ? component : follow({ ...requirement, value: { $ref: requirement.key } });
}

function typeOf(scheme: Json, name: string): string {
  if (scheme?.type === 'apiKey')
    return `the ${scheme.in} ${scheme.in === 'header' ? String(scheme.name).toLowerCase() : scheme.name}`;
  if (scheme?.type === 'http') return `HTTP ${String(scheme.scheme ?? name).toLowerCase()}`;
  return [scheme?.type ?? `the scheme ${name}`, scheme?.openIdConnectUrl ?? scheme?.oauth2MetadataUrl]
    .filter(Boolean)
    .join(' ');
}

/** How schemes change that stand for the same on the wire. */
function compareSchemes(base: Operation, revision: Operation, name: string, notes: OperationPair['notes']): void {
  const later = schemesOf(revision);
  for (const [index, scheme] of schemesOf(base).entries()) {
    const other = later.find(({ key }) => key === scheme.key) ?? later[index];
    if (other) compareRetirement(scheme, other, `the scheme ${scheme.key}`, [name], notes);
  }
  compareFlows(base, revision, name, notes);
}

/** How tokens are got, where the same are asked for: flows, their addresses, the scopes that they offer. */
function compareFlows(base: Operation, revision: Operation, name: string, notes: OperationPair['notes']): void {
  const [then, now] = [flowsOf(base), flowsOf(revision)];
  for (const kind of new Set([...then, ...now].map(({ key }) => String(key)))) {
    const [before, after] = [then, now].map((flows) => flows.filter(({ key }) => key === kind)) as [Node[], Node[]];
    for (const [flow, other] of pairedFlows(before, after)) {
      const scheme = (flow ?? other)!.parent!.parent!;
      const tell = (level: 'major' | 'minor', message: string): void =>
        notes.tell({
          level,
          rule: 'security',
          keyword: 'flows',
          message: `the flow ${kind} of ${scheme.key} ${message}`,
          operations: [name],
          base: flow,
          revision: other,
        });
      if (!flow) tell('minor', 'was added');
      else if (!other) tell('major', 'was removed');
      else compareFlow(flow.value, other.value, tell);
    }
  }
}

/** The flows of all schemes that an operation names, whichever of them offers a flow. */
function flowsOf(operation: Operation): Node[] {
  const schemes = schemesOf(operation).filter(({ value }) => value?.type === 'oauth2');
  return schemes.flatMap((scheme) =>
    children(child(scheme, 'flows')).filter(({ key, value }) => !String(key).startsWith('x-') && isObject(value)),
  );
}

/** Flows of one kind: those that are the same, then the others, in their order. */
function pairedFlows(then: Node[], now: Node[]): [Node | undefined, Node | undefined][] {
  const left = [...now];
  const pairs = then.map((flow): [Node, Node | undefined] => {
    const index = left.findIndex(({ value }) => isEqual(value, flow.value));
    return [flow, index < 0 ? undefined : left.splice(index, 1)[0]];
  });
  return [
    ...pairs.map(([flow, other]): [Node, Node | undefined] => [flow, other ?? left.shift()]),
    ...left.map((flow): [undefined, Node] => [undefined, flow]),
  ];
}

/** The schemes that an operation names, each once. */
const schemesOf = (operation: Operation): Node[] => [
  ...new Map(
    alternativesOf(operation)
      .flat()
      .map(({ scheme }) => [scheme.value, scheme]),
  ).values(),
];

function compareFlow(then: Json, now: Json, tell: (level: 'major' | 'minor', message: string) => void): void {
  for (const key of ['authorizationUrl', 'tokenUrl', 'refreshUrl', 'deviceAuthorizationUrl']) {
    if (then[key] === now[key]) continue;
    tell(
      then[key] === undefined ? 'minor' : 'major',
      `has ${now[key] ?? 'none'} for its ${key}, was ${then[key] ?? 'none'}`,
    );
  }
  const [before, after] = [Object.keys(then.scopes ?? {}), Object.keys(now.scopes ?? {})];
  const lost = before.filter((scope) => !after.includes(scope));
  const gained = after.filter((scope) => !before.includes(scope));
  if (lost.length > 0) tell('major', `no longer offers ${lost.join(', ')}`);
  if (gained.length > 0) tell('minor', `offers ${gained.join(', ')}`);
}
