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
  /** Its place among all. */
  index: number;
}

/** The operations from which states are reached: one bit each, so many words for each state. */
interface Reach {
  bits: Uint32Array;
  words: number;
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
  const starts = pairs.map(({ root, unit }) => stateOf(unit, root.direction, 'same', root.what, root.isSent ?? false));
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
  const words = (names.length >> 5) + 1;
  const reach: Reach = { bits: new Uint32Array(queue.length * words), words };
  for (const [index, { root }] of pairs.entries()) {
    const number = numbers.get(root.operation)!;
    reach.bits[starts[index]!.index * words + (number >> 5)]! |= 1 << (number & 31);
  }
  spread(queue, reach);
  const lists = new Map<string, string[]>();
  return queue.flatMap((state) => {
    if (state.unit.findings.length === 0) return [];
    const operations = operationsOf(state, reach, names, lists);
    return state.unit.findings
      .map((finding) => differenceOf(finding, state, operations))
      .filter((one) => one !== undefined);
  });

  function stateOf(unit: Unit, way: Direction, sense: Polarity, what: string, isSent: boolean): State {
    let id = ids.get(unit);
    if (id === undefined) ids.set(unit, (id = ids.size));
    const key = `${id} ${way} ${sense}`;
    let state = states.get(key);
    if (!state) {
      state = { unit, way, sense, what, isSent, inner: [], index: queue.length };
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
  { levels, words, said = words.request, rule, keyword, witness, unknown, base, revision }: Finding,
  state: State,
  operations: string[],
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
    said,
    operations,
    keyword,
    direction: state.way,
    ...(witness && { witness }),
    ...(unknown !== undefined && { unknown }),
    base,
    revision,
  };
}

/** Lets each state be reached from where those are reached that lead to it, until nothing is new: circles too. */
function spread(states: State[], reach: Reach): void {
  let fresh = new Set(states);
  while (fresh.size > 0) {
    const next = new Set<State>();
    for (const { index, inner } of fresh) {
      for (const state of inner) if (isGrown(reach, state.index, index)) next.add(state);
    }
    fresh = next;
  }
}

/** Adds the bits of one state to those of another, and tells whether any was new. */
function isGrown({ bits, words }: Reach, to: number, from: number): boolean {
  let isNew = false;
  for (let word = 0; word < words; word += 1) {
    const known = bits[to * words + word]!;
    const joined = (known | bits[from * words + word]!) >>> 0;
    if (joined === known) continue;
    bits[to * words + word] = joined;
    isNew = true;
  }
  return isNew;
}

/** The operations from which a state is reached; one list for all that are reached from the same. */
function operationsOf(
  { index }: State,
  { bits, words }: Reach,
  names: string[],
  lists: Map<string, string[]>,
): string[] {
  const own = bits.subarray(index * words, (index + 1) * words);
  const key = own.join();
  let list = lists.get(key);
  if (!list) {
    list = names.filter((name, number) => name !== '' && (own[number >> 5]! >> (number & 31)) & 1);
    lists.set(key, list);
  }
  return list;
}
