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
import { decides, looksAtSession, partsOf, resolved, type Scene } from './example-request.ts';
import { madeUpKey } from '../sessions/wrong-sessions.ts';
import { fieldsOf } from '../../requests/fields.ts';

/** What an effect changes for another request: `probe` is refused, until `move` has been accepted. */
export interface Consequence {
  move: Scene;
  probe: Scene;
  /** The move, with sessions for which it is refused. */
  refused: Scene[];
}

/** What the document's example rows say of requests, once the plan's own has been carried out. */
export interface Scenes {
  /** Requests that are granted and change nothing. Where all are accepted, the provider keeps the rows. */
  granted: Scene[];
  /** A request whose first unmet precondition is this one. */
  refusedBy(line: Precondition): Scene | undefined;
  /** Requests that show an effect; all else that `probe` needs is shown by `granted`. */
  consequenceOf(effect: Effect): Consequence | undefined;
}

/** The scenes of an operation; undefined where its request is none that the example rows grant. */
export function scenesOf(plan: Plan): Scenes | undefined {
  const { run, operation, values, session } = plan;
  const unmet = (scene: Scene, world: World): Precondition | undefined =>
    unmetPrecondition(operation, partsOf(plan, scene), world);
  const after = (scene: Scene, world: World): World => {
    const next = emptyWorld(run.contract);
    for (const { name, key } of run.contract.tables) {
      for (const row of world.rows()[name] ?? []) next.put(name, String(row[key]), row);
    }
    applyEffects(operation, partsOf(plan, scene), next);
    return next;
  };
  const own: Scene = { values, session };
  const first = exampleWorld(run.contract);
  if (operation.preconditions.length === 0 || unmet(own, first)) return undefined;
  const start = after(own, first);
  const scenes = scenesAround(plan, own);
  const isIdle = (scene: Scene, world: World): boolean => !unmet(scene, world) && isSame(after(scene, world), world);
  const granted = scenes
    .filter((scene) => scene !== scenes[0] && isIdle(scene, start) && !unmet(scene, first))
    .slice(0, mostGranted);
  return {
    granted,
    refusedBy: (line) => scenes.find((scene) => unmet(scene, start) === line),
    consequenceOf(effect) {
      const reads = (line: Precondition | undefined): boolean =>
        line?.row === effect.row && Object.keys(line.where ?? {}).some((column) => column in effect.set);
      const others = operation.preconditions.filter((line) => !reads(line));
      const isShown = (line: Precondition, probe: Scene, by: Scene[]): boolean =>
        by.some((scene) => resolved(plan, line, scene) === resolved(plan, line, probe));
      for (const move of scenes.filter((scene) => !unmet(scene, start) && !isIdle(scene, start))) {
        const moved = after(move, start);
        if (unmet(own, moved) || !isSame(after(own, moved), start)) continue;
        const probe = scenes.find(
          (scene) =>
            reads(unmet(scene, start)) &&
            isIdle(scene, moved) &&
            others.every((line) => isShown(line, scene, [move, ...granted])),
        );
        if (!probe) continue;
        const refused = [probe.session, move.session && madeUpKey(move.session)].map((key) => ({
          ...move,
          session: key,
        }));
        return { move, probe, refused: refused.filter((scene) => unmet(scene, start)) };
      }
      return undefined;
    },
  };
}

const mostGranted = 12;
const mostRows = 4;

/** Requests that take their values from the example rows, those with the fewest changes first. */
function scenesAround(plan: Plan, own: Scene): Scene[] {
  const { run, operation } = plan;
  const keysOf = (isIt: (line: Precondition) => boolean): unknown[] => {
    const rows = new Set(operation.preconditions.filter(isIt).map(({ row }) => row));
    const tables = run.contract.tables.filter(({ name }) => rows.has(name));
    return tables.flatMap(({ key, examples }) => examples.slice(0, mostRows).map((row) => row[key]));
  };
  const changes: ((scene: Scene) => Scene[])[] = [
    ...fieldsOf(plan).map(
      (field) => (scene: Scene) =>
        keysOf((line) => decides(plan, field, line))
          .filter((key) => key !== field.value)
          .map((key) => ({ ...scene, values: { ...scene.values, ...field.with(key, scene.values) } })),
    ),
    (scene) =>
      keysOf((line) => looksAtSession(plan, line))
        .filter((key) => key !== own.session)
        .map((key) => ({ ...scene, session: String(key) })),
  ];
  let found: [scene: Scene, count: number][] = [[own, 0]];
  for (const change of changes)
    found = found.flatMap(([scene, count]) => [
      [scene, count] as [Scene, number],
      ...change(scene).map((next): [Scene, number] => [next, count + 1]),
    ]);
  return found.toSorted((left, right) => left[1] - right[1]).map(([scene]) => scene);
}

const isSame = (left: World, right: World): boolean => JSON.stringify(left.rows()) === JSON.stringify(right.rows());
