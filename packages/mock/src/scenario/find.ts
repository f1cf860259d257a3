import { readFile } from 'node:fs/promises';
import type { Contract } from '@cc-gateway/spec';
import { checkScenario, readScenario, ScenarioError } from './read.ts';
import { ready, readyNames } from './ready.ts';
import type { Scenario } from './scenario.ts';

/** The scenario with this name, in this file, or this one, with what it extends. Throws ScenarioError. */
export async function findScenario(wanted: string | Scenario, contract: Contract): Promise<Scenario> {
  if (typeof wanted !== 'string') return complete(checkScenario(wanted, contract), contract);
  const known = Object.hasOwn(ready, wanted) ? ready[wanted] : undefined;
  if (known) return complete(known(contract), contract);
  const text = await readFile(wanted, 'utf8').catch(() => {
    throw new ScenarioError(
      `No scenario ${JSON.stringify(wanted)}. Expected a YAML file, or ${readyNames.join(', ')}.`,
    );
  });
  return complete(readScenario(text, contract, wanted), contract);
}

/** A scenario with the parts of what it extends: what it says itself comes first. */
export function complete(scenario: Scenario, contract: Contract): Scenario {
  const base = baseOf(scenario, contract);
  if (!base) return scenario;
  const { extends: _, state, rules = [], ...own } = scenario;
  const allRules = [...rules, ...(base.rules ?? [])];
  return {
    ...base,
    ...own,
    ...((base.state ?? state) && { state: { ...base.state, ...state } }),
    ...(allRules.length > 0 && { rules: allRules }),
  };
}

function baseOf(scenario: Scenario, contract: Contract): Scenario | undefined {
  const alone = scenario.state !== undefined || scenario.preconditions === 'ignored';
  const name = scenario.extends ?? (alone ? undefined : 'quiet-day');
  return name === undefined ? undefined : complete(ready[name]!(contract), contract);
}
