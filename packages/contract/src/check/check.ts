import { fileURLToPath } from 'node:url';
import { contract as built, loadContract, type Contract } from '@cc-gateway/spec';
import { isDescribedTwice } from './document/contradictions.ts';
import { selectionOf } from './engine/selection.ts';
import { coverageOf } from './report/coverage.ts';
import { levels } from './requests/level.ts';
import type { CheckOptions } from './options.ts';
import { offerableNames } from './requests/names-to-set.ts';
import { outcomeOf } from './report/outcome.ts';
import { lineFinder } from './report/places.ts';
import { reach } from './engine/reach.ts';
import { createRecorder, witnessOf } from './report/recorder.ts';
import { redactorOf } from './keys/redact.ts';
import type { Report } from './report/report.ts';
import { createRun } from './engine/run.ts';
import { checkAll, type Course } from './engine/all-operations.ts';
import type { Seen } from './answers/reading/observed.ts';
import { createTally } from './report/tally.ts';
import { schemasOf } from './values/schema.ts';
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
  const { level = 'safe', seed = 1, runs = 25, timeoutMs = 5_000, minCoverage, allowUntested = [] } = options;
  if (!(level in levels))
    throw new OptionError(`level is ${JSON.stringify(level)}, expected ${Object.keys(levels).join(', ')}.`);
  if (minCoverage !== undefined && !(minCoverage >= 1 && minCoverage <= 100))
    throw new OptionError(`minCoverage is ${minCoverage}, expected a percentage from 1 to 100.`);
  const contract = typeof options.spec === 'string' ? await loadContract(options.spec) : (options.spec ?? built);
  const schemas = schemasOf(contract);
  refuseUnknownNames(offerableNames(contract), options.set ?? {});
  refuseUnknownOperations(contract, options.allowUntested ?? []);
  const target = readTarget(options.url, { ca: options.ca, timeoutMs, createConnection: options.createConnection });
  const redactor = redactorOf(contract, options);
  const recorder = createRecorder(target, redactor, {
    ...options,
    level,
    seed,
    isDescribedTwice: (operation) => isDescribedTwice(contract, operation),
  });
  const [tally, selection] = [createTally(), selectionOf(options.only)];
  const notice = (seen: Seen): void => {
    tally.note(seen);
    selection.note(seen);
    options.onExchange?.(witnessOf(target, redactor, seen), redactor.redact(seen.case.about, seen.case.operation));
  };
  const run = createRun(
    { contract, target, schemas, recorder, redactor, notice, options: { ...options, level, seed, runs } },
    ({ id: operation }, id) => selection.isWanted(operation, id),
  );
  const unreachable = options.dryRun ? undefined : await reach(target, recorder, contract);
  const course: Course =
    unreachable === undefined ? await checkAll(run) : { controls: [], depths: new Map(), broken: [] };
  const isMissed = unreachable === undefined && course.stopped === undefined && !selection.isMet();
  if (isMissed && !(await isInDryRun(options))) throw new OptionError(unknownProbe(options.only!));
  const file = fileOf(options);
  if (file !== undefined) await addLines(recorder.findings, contract, file);
  const coverage = coverageOf(run, recorder.tried, course);
  return {
    tool: 'cc-gateway-contract',
    contract: { title: contract.title, ...contract.stamp },
    target: target.origin + target.prefix,
    level,
    seed,
    ...outcomeOf({ run, recorder, minCoverage, allowUntested, course, coverage, tally, unreachable, isMissed }),
    untested: recorder.untested,
    coverage,
    requests: run.pace.requests(),
    seconds: Math.round(performance.now() - start) / 1_000,
  };
}

const unknownProbe = (id: string): string =>
  `the id is ${JSON.stringify(id)}, which no probe has; expected one that a report of this document, level and seed printed.`;

/** Whether the probe that is replayed is one of the document's, though the provider's answers kept it from being sent. */
async function isInDryRun(options: CheckOptions): Promise<boolean> {
  if (options.dryRun) return false;
  const silent = { onRequest: ignore, onExchange: ignore, onProgress: ignore, onFinding: ignore };
  return await check({ ...options, ...silent, dryRun: true }).then(
    () => true,
    () => false,
  );
}

const ignore = (): void => {};

/** The file of the document; undefined where it was given as it is. */
const fileOf = ({ spec }: CheckOptions): string | undefined =>
  spec === undefined
    ? fileURLToPath(import.meta.resolve('@cc-gateway/spec/openapi.yaml'))
    : typeof spec === 'string'
      ? spec
      : undefined;

function refuseUnknownNames(known: Set<string>, set: Record<string, string>): void {
  for (const name of Object.keys(set).filter((name) => !known.has(name))) {
    const expected = known.size > 0 ? `one of ${[...known].join(', ')}` : 'none: the document names nothing to offer';
    throw new OptionError(`set names ${JSON.stringify(name)}, expected ${expected}.`);
  }
}

function refuseUnknownOperations({ operations }: Contract, names: string[]): void {
  const known = new Set(operations.map(({ id }) => id));
  for (const name of names.filter((each) => !known.has(each)))
    throw new OptionError(
      `allowUntested names ${JSON.stringify(name)}, expected one of ${[...known].join(', ') || 'none: the document has no operations'}.`,
    );
}

async function addLines(findings: Report['findings'], contract: Contract, file: string): Promise<void> {
  const lineOf = lineFinder(contract, file);
  for (const { place } of findings) {
    try {
      Object.assign(place, await lineOf(place.pointer));
    } catch {
      // A finding without a line is still a finding.
    }
  }
}
