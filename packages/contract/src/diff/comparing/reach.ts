import type { Difference, Root } from './difference.ts';
import { highestOf } from '../schemas/level.ts';
import type { Direction, Finding } from '../schemas/finding.ts';
import type { Edge, Polarity, Unit, Units } from '../schemas/unit.ts';

/** A pair of schemas as one way of values meets it. */
interface State {
  unit: Unit;
  /** Which way the values go. */
  way: Direction;
  sense: Polarity;
  /** How one gets there, in words; the first way that was found. */
  what: string;
  /** Whether a value is always there, wherever it is met: a default says nothing then. */
  isSent: boolean;
  from: Set<State>;
  operations: Set<string>;
}

/** Every finding inside the schemas of operations, once, with all operations that it reaches. */
export function differencesIn(units: Units, roots: Root[]): Difference[] {
  const pairs = roots.map((root) => ({ root, unit: units.of(root.base, root.revision) }));
  units.run();
  const states = new Map<string, State>();
  const ids = new Map<Unit, number>();
  const queue: State[] = [];
  for (const { root, unit } of pairs) {
    const state = stateOf(unit, root.direction, 'same', root.what, root.isSent ?? false);
    state.operations.add(root.operation);
  }
  for (let index = 0; index < queue.length; index += 1) {
    const state = queue[index]!;
    for (const edge of state.unit.edges) {
      if (edge.only && edge.only !== state.way) continue;
      stateOf(
        edge.unit,
        state.way,
        turned(state.sense, edge.polarity),
        `${state.what} ${edge.label}`.trim(),
        edge.isSent,
      ).from.add(state);
    }
  }
  return queue.flatMap((state) =>
    state.unit.findings.map((finding) => differenceOf(finding, state)).filter((one) => one !== undefined),
  );

  function stateOf(unit: Unit, way: Direction, sense: Polarity, what: string, isSent: boolean): State {
    let id = ids.get(unit);
    if (id === undefined) ids.set(unit, (id = ids.size));
    const key = `${id} ${way} ${sense}`;
    let state = states.get(key);
    if (!state) {
      state = { unit, way, sense, what, isSent, from: new Set(), operations: new Set() };
      states.set(key, state);
      queue.push(state);
    }
    state.isSent &&= isSent;
    return state;
  }
}

function turned(sense: Polarity, polarity: Edge['polarity']): Polarity {
  if (sense === 'both' || polarity === 'both') return 'both';
  return sense === polarity ? 'same' : 'reversed';
}

const opposite = { request: 'response', response: 'request' } as const;

function differenceOf(
  { levels, words, rule, keyword, witness, unknown, base, revision }: Finding,
  state: State,
): Difference | undefined {
  const way = state.sense === 'reversed' ? opposite[state.way] : state.way;
  const level =
    rule === 'default' && state.isSent
      ? 'patch'
      : state.sense === 'both'
        ? highestOf(Object.values(levels))
        : levels[way];
  if (!level) return undefined;
  return {
    level,
    rule,
    message: `${state.what} ${words[way]}`,
    operations: operationsOf(state),
    keyword,
    direction: state.way,
    ...(witness && { witness }),
    ...(unknown !== undefined && { unknown }),
    base,
    revision,
  };
}

/** The operations from which a state is reached. */
function operationsOf(first: State): string[] {
  const seen = new Set([first]);
  const operations = new Set<string>();
  for (const state of seen) {
    for (const name of state.operations) if (name !== '') operations.add(name);
    for (const before of state.from) seen.add(before);
  }
  return [...operations];
}
