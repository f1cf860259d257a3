import { linkSchema, schemaOf, type SchemaTest } from '@cc-gateway/openapi';
import type { Contract } from '@cc-gateway/spec';
import type { Document } from 'yaml';
import { modules } from '../modules.ts';
import { mistakesOf, type Mistake } from './mistakes.ts';
import type { Scenario } from './scenario.ts';
import { scenarioSchema } from './schema.ts';

/** A scenario that is none. Its message has a line for each mistake: file, line, column, and what was expected. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
}

/** Reads a scenario from YAML. `file` stands in messages. Throws ScenarioError. */
export function readScenario(text: string, contract: Contract, file = 'scenario'): Scenario {
  const { LineCounter, parseDocument } = modules.yaml;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new ScenarioError(
      document.errors
        .map(({ pos, message }) => `${at(pos[0])}: ${message.split('\n', 1)[0]!.replace(/:$/, '')}`)
        .join('\n'),
    );
  }
  const scenario: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  const mistakes = mistakesIn(scenario, contract);
  if (mistakes.length === 0) return scenario as Scenario;
  throw new ScenarioError(
    mistakes.map(({ path, key, sentence }) => `${at(offsetOf(document, path, key))}: ${sentence}`).join('\n'),
  );
}

/** `scenario`, when it is one for this contract. Throws ScenarioError. */
export function checkScenario(scenario: Scenario, contract: Contract): Scenario {
  const mistakes = mistakesIn(scenario, contract);
  if (mistakes.length > 0) throw new ScenarioError(mistakes.map(({ sentence }) => sentence).join('\n'));
  return scenario;
}

const tests = new WeakMap<Contract, SchemaTest>();

function mistakesIn(scenario: unknown, contract: Contract): Mistake[] {
  let test = tests.get(contract);
  if (!test) tests.set(contract, (test = schemaOf(linkSchema(scenarioSchema(contract))).test!));
  return mistakesOf(test.violations(scenario));
}

function offsetOf(document: Document, path: string[], key: string | undefined): number {
  const { isMap, isPair, visit } = modules.yaml;
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  let offset = (node as { range?: [number, number, number] } | null)?.range?.[0] ?? 0;
  if (key === undefined || !isMap(node)) return offset;
  visit(node, {
    Pair(_, pair) {
      if (!isPair(pair) || String(pair.key) !== key) return visit.SKIP;
      offset = (pair.key as { range?: [number, number, number] }).range?.[0] ?? offset;
      return visit.BREAK;
    },
  });
  return offset;
}
