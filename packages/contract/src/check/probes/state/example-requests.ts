import {
  applyEffects,
  emptyWorld,
  exampleWorld,
  unmetPrecondition,
  type Effect,
  type Precondition,
  type World,
} from '@cc-gateway/spec';
import type { Plan } from '../../requests/plan.ts';
import { decides, looksAtSession, partsOf, resolved, type ExampleRequest } from './example-request.ts';
import { madeUpKey } from '../sessions/wrong-sessions.ts';
import { fieldsOf } from '../../requests/fields.ts';

/** What an effect changes for another request: `probe` is refused, until `move` has been accepted. */
export interface VisibleEffect {
  move: ExampleRequest;
  probe: ExampleRequest;
  /** The move, with sessions for which it is refused. */
  refused: ExampleRequest[];
}

/** What the document's example rows say of requests, once the plan's own has been carried out. */
export interface ExampleRequests {
  /** Requests that are granted and change nothing. Where all are accepted, the provider keeps the rows. */
  granted: ExampleRequest[];
  /** A request whose first unmet precondition is this one. */
  refusedBy(line: Precondition): ExampleRequest | undefined;
  /** Requests that show an effect, by no line that is `disturbed`; all else that `probe` needs is shown by `granted`. */
  visibleBy(effect: Effect, disturbed: readonly Precondition[]): VisibleEffect | undefined;
}

/** The examples of an operation; undefined where its request is none that the example rows grant. */
export function exampleRequestsOf(plan: Plan): ExampleRequests | undefined {
  const { run, operation, values, session } = plan;
  const unmet = (example: ExampleRequest, world: World): Precondition | undefined =>
    unmetPrecondition(operation, partsOf(plan, example), world);
  const after = (example: ExampleRequest, world: World): World => {
    const next = emptyWorld(run.contract);
    for (const { name, key } of run.contract.tables) {
      for (const row of world.rows()[name] ?? []) next.put(name, String(row[key]), row);
    }
    applyEffects(operation, partsOf(plan, example), next);
    return next;
  };
  const own: ExampleRequest = { values, session };
  const first = exampleWorld(run.contract);
  if (operation.preconditions.length === 0 || unmet(own, first)) return undefined;
  const start = after(own, first);
  const examples = exampleRequestsAround(plan, own);
  const isIdle = (example: ExampleRequest, world: World): boolean =>
    !unmet(example, world) && isSame(after(example, world), world);
  const granted = examples
    .filter((example) => example !== examples[0] && isIdle(example, start) && !unmet(example, first))
    .slice(0, mostGranted);
  return {
    granted,
    refusedBy: (line) => examples.find((example) => unmet(example, start) === line),
    visibleBy(effect, disturbed) {
      const reads = (line: Precondition | undefined): boolean =>
        line?.row === effect.row && Object.keys(line.where ?? {}).some((column) => column in effect.set);
      const tells = (line: Precondition | undefined): boolean => reads(line) && !disturbed.includes(line!);
      const others = operation.preconditions.filter((line) => !reads(line));
      const isShown = (line: Precondition, probe: ExampleRequest, by: ExampleRequest[]): boolean =>
        by.some((example) => resolved(plan, line, example) === resolved(plan, line, probe));
      for (const move of examples.filter((example) => !unmet(example, start) && !isIdle(example, start))) {
        const moved = after(move, start);
        if (unmet(own, moved) || !isSame(after(own, moved), start)) continue;
        const probe = examples.find(
          (example) =>
            tells(unmet(example, start)) &&
            isIdle(example, moved) &&
            others.every((line) => isShown(line, example, [move, ...granted])),
        );
        if (!probe) continue;
        const refused = [probe.session, move.session && madeUpKey(move.session)].map((key) => ({
          ...move,
          session: key,
        }));
        return { move, probe, refused: refused.filter((example) => unmet(example, start)) };
      }
      return undefined;
    },
  };
}

const mostGranted = 12;
const mostRows = 4;

/** Requests that take their values from the example rows, those with the fewest changes first. */
function exampleRequestsAround(plan: Plan, own: ExampleRequest): ExampleRequest[] {
  const { run, operation } = plan;
  const keysOf = (isIt: (line: Precondition) => boolean): unknown[] => {
    const rows = new Set(operation.preconditions.filter(isIt).map(({ row }) => row));
    const tables = run.contract.tables.filter(({ name }) => rows.has(name));
    return tables.flatMap(({ key, examples }) => examples.slice(0, mostRows).map((row) => row[key]));
  };
  const changes: ((example: ExampleRequest) => ExampleRequest[])[] = [
    ...fieldsOf(plan).map(
      (field) => (example: ExampleRequest) =>
        keysOf((line) => decides(plan, field, line))
          .filter((key) => key !== field.value)
          .map((key) => ({ ...example, values: { ...example.values, ...field.with(key, example.values) } })),
    ),
    (example) =>
      keysOf((line) => looksAtSession(plan, line))
        .filter((key) => key !== own.session)
        .map((key) => ({ ...example, session: String(key) })),
  ];
  let found: [example: ExampleRequest, count: number][] = [[own, 0]];
  for (const change of changes)
    found = found.flatMap(([example, count]) => [
      [example, count] as [ExampleRequest, number],
      ...change(example).map((next): [ExampleRequest, number] => [next, count + 1]),
    ]);
  return found.toSorted((left, right) => left[1] - right[1]).map(([example]) => example);
}

const isSame = (left: World, right: World): boolean => JSON.stringify(left.rows()) === JSON.stringify(right.rows());
