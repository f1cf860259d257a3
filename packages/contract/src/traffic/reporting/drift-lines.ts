import type { Drift } from '../judging/drift.ts';
import { memberName } from '../judging/documented.ts';

/** What was seen and is not documented, one line for each thing. */
export const driftLines = ({ codes, statuses, members, undocumented }: Drift): string[] => [
  ...codes.map(({ code, operation, times, after }) => {
    const before = Object.entries(after).map(([each, count]) => `after ${each} ${often(count)}`);
    return `the code ${code} of ${operation}, ${often(times)} (${before.join(', ')})`;
  }),
  ...statuses.map(({ status, operation, times }) => `the status ${status} of ${operation}, ${often(times)}`),
  ...members.map(({ operation, where, place, times }) => `${memberName(operation, where, place)}, ${often(times)}`),
  ...undocumented.map(({ what, times }) => `${what}, ${often(times)}`),
];

/** How often something was seen, in words. */
export const often = (times: number): string => (times === 1 ? 'once' : `${times} times`);
