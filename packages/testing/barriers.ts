/** Looks for barriers to people who use assistive technology, in tests. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** A phone and a wide screen, light and dark. */
export const screens = [
  { width: 390, height: 844 },
  { width: 1600, height: 1000 },
].flatMap((viewport) => (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })));

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Of what is no violation, axe-core tells nothing: to name each element of it takes longer than to look at it. */
const options = { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };

/** Waits for what moves or changes colour to have done so; what goes round for ever is left to it. */
const settled = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished)).then(() => {})`;

/**
 * What breaks WCAG 2.2 AA, as axe-core sees the page as it stands, or the one part of it that has changed since it was seen
 * whole: rule, element and reason.
 */
export async function barriersOf(page: Page, part?: string): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(await axe);
  // A colour on its way from one to the other is neither.
  await page.evaluate(settled);
  const violations = await page.evaluate<AxeResults['violations']>(
    `axe.run(${part === undefined ? 'document' : JSON.stringify(part)}, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
