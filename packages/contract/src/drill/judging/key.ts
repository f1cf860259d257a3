import { valuesOf } from '../gateway/attempt.ts';
import type { Breach, Call } from './evidence.ts';
import { rules } from './rules.ts';
import { holds } from '../../redaction/spellings.ts';

/** Where the key was that it must not be. */
export function keyBreaches({ attempts, ending, keys, keyNames }: Call): Breach[] {
  const found: Breach[] = [];
  for (const attempt of attempts) {
    const headers = attempt.headers.map(([name, value]) => `${name}: ${value}`).join('\n');
    if (attempt.isElsewhere && holds(`${attempt.target}\n${headers}`, keys))
      found.push({
        rule: rules.elsewhere,
        received: 'the key at another origin',
        expected: 'the key at the gateway alone',
      });
    if (holds(attempt.target, keys))
      found.push({ rule: rules.inTarget, received: 'the key in the address', expected: 'the key in its header' });
    const counts = keyNames.map((name) => [name, valuesOf(attempt, name).length] as const);
    for (const [name, count] of attempt.isElsewhere ? [] : counts)
      if (count > 1) found.push({ rule: rules.oneKey, received: `${count} times ${name}`, expected: `${name} once` });
  }
  if (holds(ending.output, keys))
    found.push({ rule: rules.printed, received: 'the key in what the caller prints', expected: 'no key' });
  return found;
}
