import { headerOf } from '../../wire/raw-answer.ts';
import type { Seen } from './observed.ts';

/** Whether a refusal passes by itself: the catalogue of codes says so, or HTTP does by 429 or Retry-After. */
export function isPassing({ contract, case: { operation }, verdict, code, answer }: Seen): boolean {
  if (!answer || verdict === 'accepted') return false;
  if (answer.status === 429) return true;
  if (answer.status === 503) return headerOf(answer.headers, 'retry-after') !== undefined;
  return (
    operation.success !== undefined && ['duplicate', 'transient'].includes(contract.retcodes.of(String(code)).class)
  );
}
