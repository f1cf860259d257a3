import { pageData } from '../data.ts';
import { element } from '../element.ts';
import { pair } from './outcome.ts';
import type { LogEntry } from './sandbox.ts';

/** What arrived, newest first, with the reason of each refusal and how to get it accepted. */
export function logOf(log: LogEntry[]): HTMLElement[] {
  const { texts } = pageData;
  if (log.length === 0) return [element('p', {}, texts.nothingArrived)];
  const items = log.toReversed().map(({ method, path, status, code, violations, unmet, hint }) => {
    const reasons = [...violations, ...(unmet === undefined ? [] : [`${texts.unmet} ${unmet}`])];
    const said = [
      ...reasons.flatMap((reason) => pair(texts.why, reason)),
      ...(hint === undefined ? [] : pair(texts.howAccepted, hint)),
    ];
    return element(
      'li',
      {},
      element('code', {}, `${method} ${path}`),
      status === undefined ? '' : ` → ${status}`,
      code === undefined ? undefined : element('b', {}, ` ${code}`),
      said.length === 0 ? undefined : element('dl', {}, ...said),
    );
  });
  return [element('ol', { class: 'log' }, ...items)];
}
