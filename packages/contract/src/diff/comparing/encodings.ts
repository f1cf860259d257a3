import type { Json } from '@cc-gateway/spec';
import { child, children, follow, type Node } from '../reading/node.ts';
import type { Direction } from '../schemas/finding.ts';
import { isEqual } from '../schemas/unit.ts';
import type { OperationPair } from './difference.ts';
import { compareHeaders } from './headers.ts';
import { covers, mediaTypeOf } from './media-types.ts';

/** How the members of a form are written, where the documents say so. */
export function compareEncodings(
  pair: OperationPair,
  base: Node,
  revision: Node,
  direction: Direction,
  what: string,
): void {
  const { name, notes } = pair;
  const [then, now] = [base, revision].map(
    (content) => new Map(children(child(content, 'encoding')).map((node) => [String(node.key), follow(node)])),
  );
  const properties = (content: Node): Json => follow(child(content, 'schema')).value?.properties ?? {};
  for (const member of new Set([...then!.keys(), ...now!.keys()])) {
    // What is said of a member that is gone, or new, comes with it.
    if (!(member in properties(base)) || !(member in properties(revision))) continue;
    const [before, after] = [then!.get(member), now!.get(member)];
    const tell = (level: 'major' | 'minor', keyword: string, message: string): void =>
      notes.tell({
        level,
        rule: 'encoding',
        keyword,
        message: `${what} writes its member ${member} ${message}`,
        operations: [name],
        base: before ?? base,
        revision: after ?? revision,
      });
    const [types, others] = [before, after].map((node) => typesOf(node?.value?.contentType));
    if (!isEqual(types, others)) {
      const [from, to] = direction === 'request' ? [types, others] : [others, types];
      const isTaken = (from ?? []).every((type) => !to || to.some((other) => covers(other, type)));
      tell(
        isTaken && (from !== undefined || to === undefined) ? 'minor' : 'major',
        'contentType',
        `as ${others?.join(' or ') ?? 'its type says'}, was ${types?.join(' or ') ?? 'as its type says'}`,
      );
    }
    const styles = [before, after].map((node) => styleOf(node?.value));
    if (styles[0] !== styles[1]) tell('major', 'style', `as ${styles[1]}, was ${styles[0]}`);
    if (before && after)
      compareHeaders(pair, { base: before, revision: after, direction, what: `${what} member ${member}` });
  }
}

const typesOf = (text: unknown): string[] | undefined =>
  typeof text === 'string' ? text.split(',').map(mediaTypeOf).toSorted() : undefined;

const styleOf = (encoding: Json): string =>
  `${encoding?.style ?? 'form'}${(encoding?.explode ?? (encoding?.style ?? 'form') === 'form') ? ' exploded' : ''}${encoding?.allowReserved ? ' with reserved characters' : ''}`;
