import { valuesOf } from '../gateway/attempt.ts';
import type { Breach, Call } from './evidence.ts';
import { rules } from './rules.ts';

/** What a caller says of its call, against what it can know. */
export function claims(call: Call): Breach[] {
  return [...outcomeClaims(call), ...codeClaims(call)];
}

/** The code that a caller names, against the one that it was answered. */
function codeClaims({ situation: { code }, ending: { retcode } }: Call): Breach[] {
  if (code === undefined || retcode === undefined || retcode === code) return [];
  const received = `"retcode": ${JSON.stringify(retcode)}`;
  return [{ rule: rules.otherCode, received, expected: `"retcode": ${JSON.stringify(code)}, as it was answered` }];
}

function outcomeClaims({ situation, attempts, ending, keyNames }: Call): Breach[] {
  const { outcome, retry, finally: last } = situation;
  const own = attempts.filter(({ isElsewhere }) => !isElsewhere);
  const [first, ...again] = own.map((attempt) => keyNames.flatMap((name) => valuesOf(attempt, name)).join());
  // A session that has lapsed stays so for the same key.
  const isResent = again.some((key) => retry !== 'fresh-session' || key !== first);
  const said = ending.outcome === undefined ? '' : `, and "outcome": "${ending.outcome}"`;
  const received = `exit code ${ending.code}${said}`;
  const isSuccess = ending.code === 0 || ending.outcome === 'applied';
  // Where the call may be taken for done or not, both are right.
  if (last !== undefined && retry === 'never') return [];
  const truth = isResent && last !== undefined ? last : outcome;
  if (truth === 'applied') {
    const isFailure = ending.code !== 0 || (ending.outcome !== undefined && ending.outcome !== 'applied');
    return isFailure ? [{ rule: rules.falseFailure, received, expected: 'exit code 0: the call was carried out' }] : [];
  }
  if (isSuccess) return [{ rule: rules.falseSuccess, received, expected: `another exit code: ${meanings[truth]}` }];
  if (truth === 'unknown' && ending.outcome === 'not-applied')
    return [{ rule: rules.falseProof, received, expected: '"outcome": "unknown"' }];
  if (truth === 'not-applied' && ending.outcome === 'unknown')
    return [{ rule: rules.vague, received, expected: '"outcome": "not-applied"' }];
  return [];
}

const meanings = { unknown: 'the call may have taken effect', 'not-applied': 'the call did not take effect' };
