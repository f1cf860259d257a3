import type { Records } from './recorder.ts';
import type { Coverage } from './report.ts';
import type { EngineRun } from '../engine/run.ts';
import type { Course } from '../engine/all-operations.ts';

/** Why the run proves nothing; undefined where it does. `isMissed`: the probe that is replayed was not sent. */
export function unexercised(
  { pace, options, contract }: EngineRun,
  course: Course,
  isMissed: boolean,
): string | undefined {
  const { controls, stopped, depths, broken } = course;
  if (stopped !== undefined) return `The run was stopped: ${stopped}.`;
  if (depths.size === 0 && broken.length > 0) return `Nothing was exercised: ${broken[0]}.`;
  if (pace.requests() === 0)
    return `Nothing was exercised: ${contract.operations.length === 0 ? 'the document has no operations' : 'no probe fits'}.`;
  if (isMissed) {
    const reason =
      controls.find((control) => control.reason !== undefined)?.reason ?? 'what it needs did not come about';
    return `The probe was not sent: ${reason}.`;
  }
  if (options.level === 'safe' || options.only !== undefined || options.dryRun) return undefined;
  if (controls.some(({ state }) => state === 'accepted')) return undefined;
  const refused = controls.find(({ state }) => state === 'session-refused');
  if (refused && options.auth === undefined)
    return `No session key was given, and a made-up one is refused: ${refused.reason}. Give one with --auth or CC_GATEWAY_AUTH.`;
  if (refused)
    return `The session is refused from the start: ${refused.reason}. Give a fresh key with --auth or CC_GATEWAY_AUTH.`;
  const other = controls.find(({ reason }) => reason !== undefined);
  if (other)
    return `Nothing valid was accepted: ${other.reason}. Offer ids that the provider knows with --set NAME=VALUE.`;
  return 'Nothing valid was exercised: offer ids with --set NAME=VALUE, or choose --level full for a mock.';
}

const mostNamed = 8;

/** Which operations were not exercised, and why, where they need be; undefined where there is none. */
export function neglected(
  { options, contract }: EngineRun,
  { untested }: Records,
  { operations }: Coverage,
  allowed: string[],
): string | undefined {
  if (options.only !== undefined || options.dryRun) return undefined;
  const left = operations.filter(({ name, depth }) => depth === 'nothing' && !allowed.includes(name));
  if (left.length === 0) return undefined;
  const reasonOf = (name: string): string => {
    const said = untested.filter(({ operation }) => operation === name);
    return (said.find(({ about }) => about.startsWith('the ')) ?? said.at(-1))?.reason ?? 'no request was sent';
  };
  const named = left.slice(0, mostNamed).map(({ name }) => `${name} (${reasonOf(name)})`);
  const more = left.length > mostNamed ? ` and ${left.length - mostNamed} more` : '';
  return `${left.length} of ${contract.operations.length} operations were not exercised: ${named.join(', ')}${more}. Let them be by --allow-untested NAME.`;
}

/** Why the coverage is less than is demanded; undefined where it is not, or where one probe alone is replayed. */
export function uncovered(
  coverage: Coverage,
  minCoverage: number | undefined,
  only: string | undefined,
): string | undefined {
  if (minCoverage === undefined || only !== undefined) return undefined;
  const { rules, operations } = coverage;
  return (
    lacking('rules', rules, ({ places }) => places > 0, minCoverage) ??
    lacking('operations', operations, ({ depth }) => depth !== 'nothing', minCoverage)
  );
}

function lacking<T extends { name: string }>(
  what: string,
  all: T[],
  isTried: (each: T) => boolean,
  minCoverage: number,
): string | undefined {
  const left = all.filter((each) => !isTried(each)).map(({ name }) => name);
  const [of, tried] = [all.length, all.length - left.length];
  if ((tried * 100) / of >= minCoverage) return undefined;
  const more = left.length > mostNamed ? ` and ${left.length - mostNamed} more` : '';
  const received = `${Math.floor((tried * 1_000) / of) / 10} % (${tried} of ${of} ${what})`;
  return `The coverage is ${received}, expected at least ${minCoverage} %. Not tried: ${left.slice(0, mostNamed).join(', ')}${more}.`;
}
