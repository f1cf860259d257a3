import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { loadContract, readContract, type Operation } from '@cc-gateway/spec';
import type { Case } from '../../src/check/answers/reading/case.ts';
import { createRun } from '../../src/check/engine/run.ts';
import { redactorOf } from '../../src/check/keys/redact.ts';
import { createRecorder } from '../../src/check/report/recorder.ts';
import type { Level } from '../../src/check/requests/level.ts';
import { planOf } from '../../src/check/requests/plan.ts';
import { credentialsFor, needsSession } from '../../src/check/requests/serialize.ts';
import { baseOf } from '../../src/check/requests/starting-values.ts';
import { schemasOf } from '../../src/check/values/schema.ts';
import { bytesOf } from '../../src/check/wire/request.ts';
import { readTarget } from '../../src/check/wire/target.ts';

const { document, stamp } = await loadContract(fileURLToPath(new URL('shapes.yaml', import.meta.url)));

/** The contract of that document, read once. */
export const shared = readContract(document, stamp);

/** A plan for each operation of a document of many shapes, of which nothing is sent, and what probes leave out. */
export function plansAt(level: Level, prefix = '', contract = readContract(document, stamp)) {
  const target = readTarget(`http://127.0.0.1:1${prefix}`, { timeoutMs: 1_000 });
  const options = { level, seed: 1, runs: 2, dryRun: true };
  const redactor = redactorOf(contract, {});
  const recorder = createRecorder(target, redactor, { ...options, isDescribedTwice: () => false });
  const schemas = schemasOf(contract);
  const run = createRun({ contract, target, schemas, recorder, redactor, options, notice: () => {} }, () => true);
  const plans = contract.operations.map((operation) => {
    const { values } = baseOf(schemas, operation, 'full', {}, 1);
    return planOf(run, operation, values, keyOf(operation), true);
  });
  const leftOut = (): string[] =>
    recorder.untested.map(({ operation, about, reason }) => `${operation}: ${about}: left out, ${reason}`);
  return { plans, leftOut };
}

const keyOf = (operation: Operation): string | undefined =>
  needsSession(operation) ? credentialsFor(operation)('0a3b-5z7d9e1f.one') : undefined;

/**
 * What cases ask in words, of which rule and place, and what is expected, a line each; below it for each operation the hash of the bytes
 * that ask it.
 */
export function linesOf(cases: Case[]): string[] {
  const asked = new Map<string, string[]>();
  for (const { id, operation, about, rule, place, expect, wire, ...rest } of cases) {
    const { head, body } = bytesOf(wire);
    const bytes = createHash('sha256').update(head).update(body).update(`${wire.pace}${wire.patienceMs}`).digest('hex');
    const more = Object.entries(rest)
      .filter(([, value]) => value !== undefined && value !== false)
      .map(([name, value]) => `${name} ${shown(value)}`);
    const line = [`${id}: ${about}`, rule, place.replace(operation.pointer, '') || '/', expect, ...more].join('  ');
    asked.set(line, [...(asked.get(line) ?? []), `${operation.id} ${bytes.slice(0, 6)}`]);
  }
  return [...asked].flatMap(([line, operations]) => [line, `  ${operations.join(', ')}`]);
}

const ways = ['open', 'closed', 'reset'];

/** A value; of a function that judges how a connection ends, those ends for which it holds. */
const shown = (value: unknown): string =>
  typeof value === 'function'
    ? ways.filter((ending) => (value as (capture: { ending: string }) => boolean)({ ending })).join()
    : JSON.stringify(value);
