import type { Description, OperationDescription } from './description.ts';
import { element } from './element.ts';
import type { Result } from './request.ts';

/** What came of a request: the verdict, what it means and what to do, and the answer as it came. */
export function outcomeOf(
  { verdict, answer }: Result,
  { success, effects }: OperationDescription,
  { retcodes }: Description,
): HTMLElement[] {
  const { kind, headline, detail, unreachable } = verdict;
  const retcode = kind === 'applied' ? success : verdict.retcode;
  const meaning = retcode === undefined ? undefined : (retcodes.codes[retcode] ?? retcodes.unlisted);
  return [
    element('p', { class: `verdict ${kind}` }, element('strong', {}, headline)),
    kind === 'applied' && effects.length > 0 ? element('p', {}, effects.join(' ')) : undefined,
    meaning
      ? element(
          'dl',
          {},
          ...pair('Result code', retcode!),
          ...pair('Meaning', meaning.meaning),
          ...pair('What to do', meaning.action),
          ...pair('Send again?', meaning.again),
        )
      : element('p', {}, detail),
    unreachable
      ? element('p', {}, 'Is the sandbox still running? Start it again with ', element('code', {}, 'npm start'), '.')
      : undefined,
    ...(answer === undefined
      ? []
      : [element('h3', {}, 'Answer'), element('pre', { tabindex: '0', 'aria-label': 'Answer' }, answer)]),
  ].filter((part) => part !== undefined);
}

const pair = (term: string, text: string): HTMLElement[] => [element('dt', {}, term), element('dd', {}, text)];
