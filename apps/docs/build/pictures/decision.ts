import type { Contract, Retcode, Translate } from '@cc-gateway/spec';
import { arrow, box, heightOf, svg, width } from './svg.ts';

const left = 150;
const gap = 28;
const right = width - left - gap;

/** What to do after a call, by the code of its answer: done, send again, renew, find out, stop. */
export function decisionPicture({ retcodes }: Contract, t: Translate): string | undefined {
  const known = [...retcodes.codes];
  if (known.length === 0) return undefined;
  const having = (is: (entry: Retcode) => boolean): string[] =>
    known.filter(([, entry]) => is(entry)).map(([code]) => code);
  const rows: [string, string[], string][] = [
    ['good', having(({ outcome }) => outcome === 'applied'), t('Done.')],
    ['care', having(({ retry }) => retry === 'backoff'), t('Wait, then send again, a few times.')],
    ['care', having(({ retry }) => retry === 'fresh-session'), t('Renew the session, then send once more.')],
    [
      'bad',
      having(({ outcome, retry }) => outcome === 'not-applied' && retry === 'never'),
      t('Stop: nothing took effect, and the same request will be refused again.'),
    ],
    [
      'bad',
      [...having(({ outcome }) => outcome === 'unknown'), t('any other code'), t('no readable answer')],
      t('Find out what took effect before anything is sent again.'),
    ],
  ];
  const shown = rows.filter(([, codes]) => codes.length > 0);
  let y = 2;
  const parts = shown.map(([kind, codes, action]) => {
    const text = codes.join(', ');
    const height = Math.max(heightOf(text, left), heightOf(action, right));
    const drawn = [
      box(0, y, left, 'plain', text, height).markup,
      arrow(left, y + height / 2, left + gap, y + height / 2),
      box(left + gap, y, right, kind, action, height).markup,
    ].join('');
    y += height + 10;
    return drawn;
  });
  const words = shown.map(([, codes, action]) => `${codes.join(', ')}: ${action}`).join(' ');
  return svg('decision', y - 6, t('What to do after a call, by its result code'), words, parts);
}
