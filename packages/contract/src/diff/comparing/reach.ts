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
  inner: State[];
  /** The operations from which it is reached, one bit each. */
  operations: Uint32Array;
}

/** Every finding inside the schemas of operations, once, with all operations that it reaches. */
export function differencesIn(units: Units, roots: Root[]): Difference[] {
  const pairs = roots.map((root) => ({ root, unit: units.of(root.base, root.revision) }));
  units.run(pairs.map(({ unit }) => unit));
  const states = new Map<string, State>();
  const ids = new Map<Unit, number>();
  const queue: State[] = [];
  const names = [...new Set(roots.map(({ operation }) => operation))];
  const numbers = new Map(names.map((name, index) => [name, index]));
  for (const { root, unit } of pairs) {
    const state = stateOf(unit, root.direction, 'same', root.what, root.isSent ?? false);
    const number = numbers.get(root.operation)!;
    state.operations[number >> 5]! |= 1 << (number & 31);
  }
  for (let index = 0; index < queue.length; index += 1) {
    const state = queue[index]!;
    for (const edge of state.unit.edges) {
      if (edge.only && edge.only !== state.way) continue;
      state.inner.push(
        stateOf(
          edge.unit,
          state.way,
          turned(state.sense, edge.polarity),
          shortened(`${state.what} ${edge.label}`.trim()),
          edge.isSent,
        ),
      );
    }
  }
  spread(queue);
  return queue.flatMap((state) =>
    state.unit.findings.map((finding) => differenceOf(finding, state, names)).filter((one) => one !== undefined),
  );

  function stateOf(unit: Unit, way: Direction, sense: Polarity, what: string, isSent: boolean): State {
    let id = ids.get(unit);
    if (id === undefined) ids.set(unit, (id = ids.size));
    const key = `${id} ${way} ${sense}`;
    let state = states.get(key);
    if (!state) {
      state = { unit, way, sense, what, isSent, inner: [], operations: new Uint32Array((names.length >> 5) + 1) };
      states.set(key, state);
      queue.push(state);
    }
    state.isSent &&= isSent;
    return state;
  }
}

const longest = 200;

/** A way that is long, by its ends. */
const shortened = (what: string): string =>
  what.length > longest ? `${what.slice(0, longest / 2)} … ${what.slice(-longest / 4)}` : what;

function turned(sense: Polarity, polarity: Edge['polarity']): Polarity {
  if (sense === 'both' || polarity === 'both') return 'both';
  return sense === polarity ? 'same' : 'reversed';
}

const opposite = { request: 'response', response: 'request' } as const;

function differenceOf(
  { levels, words, rule, keyword, witness, unknown, base, revision }: Finding,
  state: State,
  names: string[],
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
    operations: operationsOf(state, names),
    keyword,
    direction: state.way,
    ...(witness && { witness }),
    ...(unknown !== undefined && { unknown }),
    base,
    revision,
  };
}

/** Lets each state be reached from where those are reached that lead to it, until nothing is new: circles too. */
function spread(states: State[]): void {
  let fresh = new Set(states);
  while (fresh.size > 0) {
    const next = new Set<State>();
    for (const { operations, inner } of fresh) {
      for (const state of inner) if (isGrown(state.operations, operations)) next.add(state);
    }
    fresh = next;
  }
}

/** Adds bits to others, and tells whether any was new. */
function isGrown(bits: Uint32Array, more: Uint32Array): boolean {
  let isNew = false;
  for (let index = 0; index < bits.length; index += 1) {
    const joined = (bits[index]! | more[index]!) >>> 0;
    if (joined === bits[index]) continue;
    bits[index] = joined;
    isNew = true;
  }
  return isNew;
}

const operationsOf = ({ operations }: State, names: string[]): string[] =>
  names.filter((name, index) => name !== '' && (operations[index >> 5]! >> (index & 31)) & 1);
