import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A tab with the page, what it asked for and what it complained about. */
export interface Tab {
  page: Page;
  requests: string[];
  complaints: string[];
}

/** Opens an address in a tab of its own, and waits until the page answers to clicks. */
export async function openTab(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(url);
  await page.locator('h1, h2').first().waitFor();
  // Redoc's links get their hash when its script has taken over.
  await page.locator('#redoc a[href^="#/"]').first().waitFor({ state: 'attached' });
  return { page, requests, complaints };
}

/** A phone and a wide screen, light and dark. */
export const screens = [
  { width: 390, height: 844 },
  { width: 1600, height: 1000 },
].flatMap((viewport) => (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })));

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What breaks WCAG 2.2 AA, as axe-core sees the page as it stands: rule, element and reason. */
export async function barriersOf(page: Page): Promise<string[]> {
  await page.evaluate(await axe);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

/** Searches the page for a word, and waits until it is found. */
export async function search(page: Page, word: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const dialog = page.getByTestId('search-dialog');
  await dialog.locator('input').fill(word);
  await dialog
    .locator('a span')
    .filter({ hasText: new RegExp(`^${word}$`, 'i') })
    .first()
    .waitFor();
}

/** The hash of an operation under its tag. */
export const addressOf = (tag: string, id: string): string =>
  `#/${tag}/${id}`.toLowerCase().replaceAll(/[^a-z0-9/#]+/g, '-');
