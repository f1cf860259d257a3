import type { Ending } from '../caller/caller.ts';
import type { Breach, Evidence } from './evidence.ts';
import { rules } from './rules.ts';

/** Of two calls at once, the first of which was refused and the second carried out: whether each was told its own answer. */
export function crossings({ situation, attempts, endings: [first, second] }: Evidence): Breach[] {
  const count = attempts.filter(({ isElsewhere }) => !isElsewhere).length;
  const resent: Breach[] =
    count > 2 ? [{ rule: rules.resentNever, received: `${count} requests`, expected: 'one for each call' }] : [];
  if (!second) return resent;
  const received = `the first call ended with ${said(first)}, the second with ${said(second)}`;
  const expected = `failure of the first, which was refused (${situation.outcome}), and success of the second, which was carried out`;
  const [isFirst, isSecond] = [isSuccess(first), isSuccess(second)];
  if (!isFirst && isSecond) return resent;
  // Who takes any answer for a success, or none, has not mixed up two.
  const rule = isFirst && !isSecond ? rules.ownAnswer : isFirst ? rules.falseSuccess : rules.falseFailure;
  return [...resent, { rule, received, expected }];
}

const isSuccess = ({ code, outcome }: Ending): boolean => code === 0 && (outcome ?? 'applied') === 'applied';

const said = ({ code, outcome }: Ending): string =>
  `exit code ${code ?? 'none'}${outcome === undefined ? '' : ` and "outcome": "${outcome}"`}`;
