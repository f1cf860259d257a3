import { fileURLToPath } from 'node:url';
import { contract as built, loadContract, type Contract } from '@cc-gateway/spec';
import { coverageOf, uncovered } from './coverage.ts';
import { digest } from './finding.ts';
import { levels } from './level.ts';
import type { CheckOptions } from './options.ts';
import { nowhere } from './nowhere.ts';
import { offerableNames } from './offerable.ts';
import { lineFinder } from './places.ts';
import { reach } from './reach.ts';
import { createRecorder } from './recorder.ts';
import { redactorOf } from './redact.ts';
import { violationsIn, type Report } from './report.ts';
import { createRun } from './run.ts';
import { checkAll, type Course } from './run-all.ts';
import type { Seen } from './seen.ts';
import { createTally } from './tally.ts';
import { untestable } from './untestable.ts';
import { schemasFor } from './values/errors.ts';
import { readTarget } from './wire/target.ts';

/** Options that cannot be used. Names the option, what was received and what was expected. */
export class OptionError extends Error {
  override name = 'OptionError';
}

const undecided =
  'Every request, right or wrong, is answered 2xx. If the body tells success from refusal, say so by x-success in the document.';

/**
 * Holds the provider at `url` to its contract. Resolves with a report, whatever was found; rejects with OptionError,
 * TargetError or ContractError where the options cannot be used.
 */
export async function check(options: CheckOptions): Promise<Report> {
  const start = performance.now();
  const { level = 'safe', seed = 1, runs = 25, timeoutMs = 5_000, minCoverage } = options;
  if (!(level in levels))
    throw new OptionError(`level is ${JSON.stringify(level)}, expected ${Object.keys(levels).join(', ')}.`);
  if (minCoverage !== undefined && !(minCoverage >= 1 && minCoverage <= 100))
    throw new OptionError(`minCoverage is ${minCoverage}, expected a percentage from 1 to 100.`);
  const contract = typeof options.spec === 'string' ? await loadContract(options.spec) : (options.spec ?? built);
  const schemas = schemasFor(contract);
  refuseUnknownNames(offerableNames(contract, schemas), options.set ?? {});
  const target = readTarget(options.url, { ca: options.ca, timeoutMs });
  const redactor = redactorOf(contract, options);
  const recorder = createRecorder(target, redactor, { ...options, level, seed });
  const tally = createTally();
  const notice = (seen: Seen): void => tally.note(seen);
  const run = createRun(
    { contract, target, schemas, recorder, redactor, notice, options: { ...options, level, seed, runs } },
    (operation, id) => options.only === undefined || options.only.endsWith(`-${digest(`${operation.id}\n${id}`, 10)}`),
  );
  const unreachable = options.dryRun ? undefined : await reach(target, recorder, contract);
  const course: Course = unreachable === undefined ? await checkAll(run) : { controls: [], exercised: 0, broken: [] };
  const file =
    typeof options.spec === 'string'
      ? options.spec
      : options.spec
        ? undefined
        : fileURLToPath(import.meta.resolve('@cc-gateway/spec/openapi.yaml'));
  if (file !== undefined) await addLines(recorder.findings, file);
  const coverage = coverageOf(recorder.tried, course.controls);
  const isNowhere = !options.dryRun && tally.isNowhere();
  const findings = isNowhere ? [] : recorder.findings;
  const reason =
    unreachable ??
    (isNowhere ? nowhere(contract, target) : undefined) ??
    untestable(run, course) ??
    uncovered(coverage, options);
  const isViolated = violationsIn({ findings }).some((finding) => !finding.rule.startsWith('tls/'));
  const outcome = isViolated ? 'violated' : reason === undefined ? 'holds' : 'untestable';
  return {
    tool: 'cc-gateway-contract',
    contract: { title: contract.title, ...contract.stamp },
    target: target.origin + target.prefix,
    level,
    seed,
    outcome,
    ...(reason !== undefined && { reason: redactor.redact(reason) }),
    hints: !options.dryRun && tally.isUndecided() ? [undecided] : [],
    findings: findings.toSorted(
      (left, right) => Number(left.severity === 'warning') - Number(right.severity === 'warning'),
    ),
    untested: recorder.untested,
    coverage,
    requests: run.requests,
    seconds: Math.round(performance.now() - start) / 1_000,
  };
}

function refuseUnknownNames(known: Set<string>, set: Record<string, string>): void {
  for (const name of Object.keys(set).filter((name) => !known.has(name))) {
    const expected = known.size > 0 ? `one of ${[...known].join(', ')}` : 'none: the document names nothing to offer';
    throw new OptionError(`set names ${JSON.stringify(name)}, expected ${expected}.`);
  }
}

async function addLines(findings: Report['findings'], file: string): Promise<void> {
  const lineOf = lineFinder(file);
  for (const { place } of findings) {
    try {
      Object.assign(place, await lineOf(place.pointer));
    } catch {
      // A finding without a line is still a finding.
    }
  }
}
