import { valuesOf, type Head } from '../gateway/attempt.ts';
import type { Breach, Call } from './evidence.ts';
import { rules } from './rules.ts';
import { holds } from '../../redaction/spellings.ts';

/** The mock masks the keys in what it tells. */
const isMasked = (text: string): boolean => text.includes('[redacted]');

const misplaced = (where: string): Breach => ({
  rule: rules.misplaced,
  received: `the key in ${where}`,
  expected: 'the key in its header alone',
});

/** Where the key was that it must not be. */
export function keyBreaches({ attempts, judged, ending, keys, keyNames }: Call): Breach[] {
  const found: Breach[] = [];
  for (const attempt of attempts) {
    const headers = attempt.headers.map(([name, value]) => `${name}: ${value}`).join('\n');
    if (attempt.isElsewhere && holds(`${attempt.target}\n${headers}`, keys))
      found.push({
        rule: rules.elsewhere,
        received: 'the key at another origin',
        expected: 'the key at the gateway alone',
      });
    const carriers = new Set(keyNames.map((name) => name.toLowerCase()));
    const [own, others] = [true, false].map((isOwn) =>
      attempt.headers.filter(([name]) => carriers.has(name.toLowerCase()) === isOwn),
    ) as [Head['headers'], Head['headers']];
    for (const [name, value] of own.length > 0 && !attempt.isElsewhere ? others : [])
      if (holds(value, keys)) found.push(misplaced(`the header ${name}`));
    for (const [name, value] of attempt.isElsewhere ? [] : own)
      if (!keys.includes(value) && holds(value, keys)) found.push(misplaced(`${name}, with more beside it`));
    if (holds(attempt.target, keys))
      found.push({ rule: rules.inTarget, received: 'the key in the address', expected: 'the key in its header' });
    const counts = keyNames.map((name) => [name, valuesOf(attempt, name).length] as const);
    for (const [name, count] of attempt.isElsewhere ? [] : counts)
      if (count > 1) found.push({ rule: rules.oneKey, received: `${count} times ${name}`, expected: `${name} once` });
  }
  if (judged.some(({ body }) => body !== undefined && isMasked(JSON.stringify(body))))
    found.push(misplaced('the body'));
  if (holds(ending.output, keys))
    found.push({ rule: rules.printed, received: 'the key in what the caller prints', expected: 'no key' });
  return found;
}
