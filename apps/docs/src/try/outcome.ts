import { pageData } from '../data.ts';
import type { OperationDescription } from '../description.ts';
import { element } from '../element.ts';
import { meaningOf } from './verdict.ts';
import type { Result } from './result.ts';

/** What came of a request: the verdict, what it means and what to do, and the answer as it came. */
export function outcomeOf({ verdict, answer }: Result, { effects, success }: OperationDescription): HTMLElement[] {
  const { texts } = pageData;
  const { kind, headline, detail, unreachable } = verdict;
  const retcode = verdict.retcode ?? (kind === 'applied' && success ? String(success.equals) : undefined);
  const parts = [
    element('p', { class: `verdict ${kind}` }, element('strong', {}, headline)),
    kind === 'applied' && effects.length > 0 ? element('p', {}, effects.join(' ')) : undefined,
    retcode === undefined ? undefined : explained(retcode),
    retcode === undefined && detail !== '' ? element('p', { class: 'detail' }, detail) : undefined,
    unreachable ? element('p', {}, texts.sandboxGone) : undefined,
    answer === undefined ? undefined : element('h4', {}, texts.answer),
    answer === undefined ? undefined : element('pre', {}, element('code', {}, answer)),
  ];
  return parts.filter((part) => part !== undefined);
}

function explained(retcode: string): HTMLElement {
  const { texts } = pageData;
  const { meaning, action, again } = meaningOf(retcode);
  const named = document.getElementById(retcode)
    ? element('a', { href: `#${retcode}` }, element('code', {}, retcode))
    : element('code', {}, retcode);
  return element(
    'dl',
    {},
    ...pair(texts.resultCode, named),
    ...pair(texts.meaning, meaning),
    ...pair(texts.whatToDo, action),
    ...pair(texts.sendAgain, again),
  );
}

/** A term and what it stands for. */
export const pair = (term: string, value: string | HTMLElement): HTMLElement[] => [
  element('dt', {}, term),
  element('dd', {}, value),
];
