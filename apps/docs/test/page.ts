import type { Browser, BrowserContextOptions, Page } from '@cc-gateway/testing/browser';

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
  page.setDefaultTimeout(15_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(url);
  await page.locator('h1, h2').first().waitFor();
  // The page is readable before its script answers to clicks; the search says when it does.
  await page.getByTestId('search-trigger').getByText('Ctrl+K').waitFor({ state: 'attached' });
  return { page, requests, complaints };
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
