import type { Run } from './run.ts';
import type { Course } from './run-all.ts';

/** Why the run proves nothing; undefined where it does. */
export function untestable({ requests, options, contract }: Run, course: Course): string | undefined {
  const { controls, stopped, exercised, broken } = course;
  if (stopped !== undefined) return `The run was stopped: ${stopped}.`;
  if (exercised === 0 && broken.length > 0) return `Nothing was exercised: ${broken[0]}.`;
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
