import { fileURLToPath } from 'node:url';
import { contract as built, loadContract, type Contract } from '@cc-gateway/spec';
import { exampleSession, offerableNames } from './base.ts';
import type { Control } from './control.ts';
import { digest } from './finding.ts';
import { levels } from './level.ts';
import { checkOperation } from './operation.ts';
import type { CheckOptions } from './options.ts';
import { lineFinder } from './places.ts';
import { needsSession } from './build.ts';
import { reach } from './reach.ts';
import { createRecorder } from './recorder.ts';
import { redactorOf } from './redact.ts';
import { violationsIn, type Report } from './report.ts';
import { rules } from './rules/catalogue.ts';
import { createRun, StopError, type Run } from './run.ts';
import { schemasFor } from './values/errors.ts';
import { readTarget } from './wire/target.ts';

/** Options that cannot be used. Names the option, what was received and what was expected. */
export class OptionError extends Error {
  override name = 'OptionError';
}

/**
 * Holds the provider at `url` to its contract. Resolves with a report, whatever was found; rejects with OptionError,
 * TargetError or ContractError where the options cannot be used.
 */
export async function check(options: CheckOptions): Promise<Report> {
  const start = performance.now();
  const { level = 'safe', seed = 1, runs = 25, timeoutMs = 5_000, auth, otherAuth } = options;
  if (!(level in levels))
    throw new OptionError(`level is ${JSON.stringify(level)}, expected ${Object.keys(levels).join(', ')}.`);
  const contract = typeof options.spec === 'string' ? await loadContract(options.spec) : (options.spec ?? built);
  refuseUnknownNames(contract, options.set ?? {});
  const target = readTarget(options.url, { ca: options.ca, timeoutMs });
  const redactor = redactorOf(
    contract,
    [auth, otherAuth].filter((key) => key !== undefined),
  );
  const recorder = createRecorder(target, redactor, { ...options, level, seed });
  const run = createRun(
    { contract, target, schemas: schemasFor(contract), recorder, redactor, options: { ...options, level, seed, runs } },
    (operation, id) => options.only === undefined || options.only.endsWith(`-${digest(`${operation.id}\n${id}`, 10)}`),
  );
  const unreachable = options.dryRun ? undefined : await reach(target, recorder, contract);
  const { stopped, controls } =
    unreachable === undefined ? await checkAll(run) : { stopped: unreachable, controls: [] };
  const file =
    typeof options.spec === 'string'
      ? options.spec
      : options.spec
        ? undefined
        : fileURLToPath(import.meta.resolve('@cc-gateway/spec/openapi.yaml'));
  if (file !== undefined) await addLines(recorder.findings, file);
  const reason = unreachable ?? untestable(run, controls, stopped);
  const violations = violationsIn(recorder);
  const isViolated = violations.some((finding) => !finding.rule.startsWith('tls/'));
  const outcome = isViolated ? 'violated' : reason === undefined ? 'holds' : 'untestable';
  const places = [...recorder.tried.values()].reduce((sum, { size }) => sum + size, 0);
  return {
    tool: 'cc-gateway-contract',
    contract: { title: contract.title, ...contract.stamp },
    target: target.origin + target.prefix,
    level,
    seed,
    outcome,
    ...(reason !== undefined && { reason: redactor.redact(reason) }),
    findings: recorder.findings.toSorted(
      (left, right) => Number(left.severity === 'warning') - Number(right.severity === 'warning'),
    ),
    untested: recorder.untested,
    coverage: {
      rules: rules.map(({ name }) => ({ name, places: recorder.tried.get(name)?.size ?? 0 })),
      tried: rules.filter(({ name }) => recorder.tried.has(name)).length,
      of: rules.length,
      places,
      isRefusalsOnly: !controls.some(({ state }) => state === 'accepted'),
    },
    requests: run.requests,
    seconds: Math.round(performance.now() - start) / 1_000,
  };
}

async function checkAll(run: Run): Promise<{ stopped?: string; controls: Control[] }> {
  const { contract, options, redactor } = run;
  const controls: Control[] = [];
  try {
    for (const operation of contract.operations) {
      const session = options.auth ?? sessionFor(run, operation);
      if (session !== undefined) redactor.add(session);
      options.onProgress?.(`${operation.method} ${operation.path}`);
      controls.push(
        await checkOperation(run, operation, session).catch((error: unknown) => giveUp(run, operation, error)),
      );
    }
    return { controls };
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    return { stopped: error.message, controls };
  }
}

/** An operation whose document no probe was made for ends alone, and the report says so. */
function giveUp({ recorder }: Run, operation: Contract['operations'][number], error: unknown): Control {
  if (error instanceof StopError) throw error;
  const reason = `the document says what the checker cannot work with: ${(error as Error).message}`;
  recorder.leaveOut(operation, 'the rest of the operation', reason);
  return { state: 'left-out', reason };
}

/** At `full`, the session of the document's examples; a made-up one where there is none. */
function sessionFor({ contract, options }: Run, operation: Contract['operations'][number]): string | undefined {
  if (!needsSession(operation) || options.level !== 'full') return undefined;
  return exampleSession(contract, operation) ?? 'cc-gateway-contract-made-up-key';
}

/** Why the run proves nothing; undefined where it does. */
function untestable(
  { requests, options, contract }: Run,
  controls: Control[],
  stopped: string | undefined,
): string | undefined {
  if (stopped !== undefined) return `The run was stopped: ${stopped}.`;
  if (requests === 0)
    return `Nothing was exercised: ${contract.operations.length === 0 ? 'the document has no operations' : 'no probe fits'}.`;
  if (options.level === 'safe' || options.only !== undefined || options.dryRun) return undefined;
  if (controls.some(({ state }) => state === 'accepted')) return undefined;
  const refused = controls.find(({ state }) => state === 'session-refused');
  if (refused)
    return `The session is refused from the start: ${refused.reason}. Give a fresh key with --auth or CC_GATEWAY_AUTH.`;
  const other = controls.find(({ reason }) => reason !== undefined);
  if (other)
    return `Nothing valid was accepted: ${other.reason}. Offer ids that the provider knows with --set NAME=VALUE.`;
  return 'Nothing valid was exercised: offer ids with --set NAME=VALUE, or choose --level full for a mock.';
}

function refuseUnknownNames(contract: Contract, set: Record<string, string>): void {
  const known = offerableNames(contract);
  for (const name of Object.keys(set)) {
    if (!known.has(name))
      throw new OptionError(`set names ${JSON.stringify(name)}, expected one of ${[...known].join(', ')}.`);
  }
}

async function addLines(findings: Report['findings'], file: string): Promise<void> {
  const lineOf = lineFinder(file);
  for (const { place } of findings) Object.assign(place, await lineOf(place.pointer));
}
