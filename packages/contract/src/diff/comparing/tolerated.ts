import type { Json } from '@cc-gateway/spec';
import type { Difference } from './changes.ts';
import type { Keys } from '../reading/keys.ts';
import { membersOf, partsOf } from './parts.ts';
import { compareSchemas } from './schemas.ts';
import { at, keysOf, type OperationPair, type Version } from '../reading/versions.ts';
import type { Side } from '../reading/world.ts';

/** How `x-tolerated` changes in answers: what gateways were known to do and is no longer taken is a break. */
export function compareTolerated({ base, revision, before, after }: OperationPair): Difference[] {
  return revision.answers.flatMap(({ status, contents }) =>
    contents.flatMap(({ mediaType }) => {
      const path = ['responses', status, 'content', mediaType, 'schema'];
      const [baseKeys, keys] = [
        [...keysOf(base), ...path],
        [...keysOf(revision), ...path],
      ];
      const [then, now] = [at(before.document, baseKeys), at(after.document, keys)];
      if (then === undefined || now === undefined) return [];
      return walk({ base: sideOf(before, then), revision: sideOf(after, now), baseKeys, keys }, 6);
    }),
  );
}

interface Pair {
  base: Side;
  revision: Side;
  baseKeys: Keys;
  keys: Keys;
}

const sideOf = ({ world }: Version, schema: Json): Side => ({ schema, world });

function walk(pair: Pair, depth: number): Difference[] {
  const after = membersOf(pair.revision);
  const inner = [...membersOf(pair.base)].flatMap(([name, then]) => {
    const now = after.get(name);
    if (!now || depth === 0) return [];
    const child = {
      base: { ...pair.base, schema: then.schema },
      revision: { ...pair.revision, schema: now.schema },
      baseKeys: [...pair.baseKeys, ...then.keys],
      keys: [...pair.keys, ...now.keys],
    };
    return walk(child, depth - 1);
  });
  return [...compareOne(pair), ...inner];
}

function compareOne({ base, revision, baseKeys, keys }: Pair): Difference[] {
  const [then, now] = [toleratedIn(base), toleratedIn(revision)];
  if (!then && !now) return [];
  const side = now ? 'revision' : 'base';
  const place = { side, keys: [...(now ? keys : baseKeys), 'x-tolerated'] } as const;
  const what = `${keys.at(-1)} as tolerated`;
  const differences: Difference[] = [];
  if (Boolean(then?.absent) !== Boolean(now?.absent)) {
    const [level, verb] = now?.absent ? (['minor', 'may'] as const) : (['major', 'may no longer'] as const);
    differences.push({ level, rule: 'tolerated', message: `${what} ${verb} be absent`, place });
  }
  if (then?.decision !== now?.decision && then && now) {
    differences.push({ level: 'patch', rule: 'tolerated', message: `${what} has another decision`, place });
  }
  const values = compareSchemas({
    base: { ...base, schema: then?.schema ?? false },
    revision: { ...revision, schema: now?.schema ?? false },
    direction: 'request',
    what,
    baseKeys: [],
    keys: [],
  });
  return [...differences, ...values.map((difference) => ({ ...difference, rule: 'tolerated', place }))];
}

const toleratedIn = (side: Side): Json =>
  partsOf(side)
    .map(({ schema }) => schema['x-tolerated'])
    .find((tolerated) => tolerated !== undefined);
