import { emptyWorld, type Contract, type World } from '@cc-gateway/spec';
import { createClock, type Clock } from '../clock.ts';
import { createSessions, type Sessions } from '../sessions.ts';
import { createRandom, type Random } from './random.ts';
import { createRules, type Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';

/** A scenario being played. */
export interface Stage {
  /** Undefined where preconditions are ignored. */
  world: World | undefined;
  rules: Rules;
  random: Random;
  clock: Clock;
  sessions: Sessions;
}

/** Begins a scenario: its rows in place, nothing counted, the clock at 0. */
export function createStage(contract: Contract, scenario: Scenario): Stage {
  const random = createRandom(scenario.seed ?? 1);
  const clock = createClock();
  const world = scenario.preconditions === 'ignored' ? undefined : worldOf(contract, scenario);
  return {
    world,
    random,
    clock,
    rules: createRules(scenario.rules ?? [], random),
    sessions: createSessions(contract, world, scenario.sessions ?? {}, clock),
  };
}

function worldOf(contract: Contract, { state = {} }: Scenario): World {
  const world = emptyWorld(contract);
  for (const { name, key } of contract.tables) {
    for (const row of state[name] ?? []) world.put(name, String(row[key]), row);
  }
  return world;
}
