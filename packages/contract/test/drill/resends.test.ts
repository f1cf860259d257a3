import { expect, test } from 'vitest';
import type { Call } from '../../src/drill/judging/evidence.ts';
import { resends } from '../../src/drill/judging/resends.ts';
import type { Play, Situation } from '../../src/drill/situations/situation.ts';

/** What is said of a caller whose requests come at these milliseconds. */
function rulesOf(times: number[], situation: Partial<Situation> = {}): string[] {
  const call: Call = {
    situation: {
      name: 'codes/a',
      says: '',
      reference: '',
      plays: [{ answer: 'a' }],
      outcome: 'not-applied',
      retry: 'backoff',
      ...situation,
    },
    attempts: times.map((atMs) => ({
      atMs,
      method: 'PUT',
      target: '/',
      headers: [],
      isElsewhere: false,
      isReused: false,
    })),
    judged: [],
    sample: { path: '/' },
    ending: { code: 1, output: '', seconds: 1 },
    keys: [],
    keyNames: [],
    limit: 30,
  };
  return resends(call).map(({ rule }) => rule.name);
}

const asked: readonly [Play] = [{ special: 'asks-to-wait' }];

test.each([
  ['pauses that double', [0, 50, 150, 350], {}, []],
  ['pauses that double, with jitter', [0, 61, 150, 290], {}, []],
  ['pauses that stay the same', [0, 50, 100, 150], {}, ['resend/growing']],
  ['two pauses, of which nothing can be said', [0, 50, 100], {}, []],
  ['no pause', [0, 3], {}, ['resend/pause']],
  ['no end', Array.from({ length: 30 }, (_, index) => 40 * index * index), {}, ['resend/end']],
  ['a wait as Retry-After says', [0, 1_010], { plays: asked }, []],
  ['a wait shorter than Retry-After says', [0, 600], { plays: asked }, ['resend/retry-after']],
  ['what is refused for good, again', [0, 50], { retry: 'never' }, ['resend/never']],
  ['what may have taken effect, again', [0, 5_000], { retry: 'never', outcome: 'unknown' }, ['resend/unknown']],
  ['what is done, again', [0, 50], { retry: 'never', outcome: 'applied' }, ['resend/done']],
  ['no second request, where one would have been carried out', [0], { finally: 'applied' }, ['resend/given-up']],
  ['no second request, where it would have been refused', [0], {}, []],
] as const)('%s', (_, times, situation, rules) => {
  expect(rulesOf([...times], situation)).toEqual(rules);
});
