import { escaped } from './markdown.ts';

/** One of several panels, of which one is shown. */
export interface Tab {
  label: string;
  html: string;
}

/** Panels of which one is chosen, by buttons of a form: they work without a script, by keyboard and for screen readers. */
export function tabsHtml(name: string, legend: string, tabs: Tab[]): string {
  const choices = tabs.map(
    ({ label }, index) =>
      `<label><input type="radio" name="${name}" value="${escaped(label)}"${index === 0 ? ' checked' : ''}><span>${escaped(label)}</span></label>`,
  );
  const panels = tabs.map(({ html }) => `<div class="panel">${html}</div>`);
  return `<div class="tabs"><fieldset><legend class="hidden">${escaped(legend)}</legend>${choices.join('')}</fieldset>${panels.join('')}</div>`;
}

/** The rules that show the panel of the button that is chosen, for as many panels as a group has at most. */
export const tabRules = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `.tabs:has(label:nth-of-type(${index + 1}) > :checked) > .panel:nth-of-type(${index + 1}){display:block}`,
  ).join('');
