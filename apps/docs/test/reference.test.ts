import { contract } from '@cc-gateway/spec';
import { barriersOf, screens } from '@cc-gateway/testing/barriers';
import { launchBrowser, type Browser } from '@cc-gateway/testing/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mended, mendsOfPage, mendsOfScript } from '../build/reference/mend.ts';
import { referenceLink } from '../build/reference/address.ts';
import { dist, openTab, read, type Tab } from './site.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Opens the reference at an operation, and waits until it answers to clicks: its search says when it does. */
async function open(link: string, options: Parameters<typeof openTab>[2] = {}): Promise<Tab> {
  const tab = await openTab(browser, new URL(link, dist).href, options);
  await tab.page.getByTestId('search-trigger').getByText('Ctrl+K').waitFor({ state: 'attached' });
  return tab;
}

test.each(contract.operations)(
  'the page leads to $id in the reference, which asks nothing of any other place',
  async (operation) => {
    const link = referenceLink(operation);
    expect(read('index.html')).toContain(`href="${link}"`);
    const { page, requests, complaints } = await open(link);
    const title = operation.summary ?? operation.id;
    const heading = page.getByRole('heading', { name: title }).first();
    await heading.waitFor();
    await expect.poll(() => heading.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(500);
    expect(
      requests.filter((url) => !url.startsWith(dist.href) && !url.startsWith('data:') && !url.startsWith('blob:')),
    ).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

describe('unfolded', () => {
  let tab: Tab;
  beforeAll(async () => {
    tab = await open(referenceLink(contract.operations[0]!), { bypassCSP: true });
    await tab.page.getByTestId('schema-expand-all-button').first().click();
  });
  afterAll(() => tab.page.context().close());

  test.each(screens)(
    'it has no barrier, $viewport.width wide, $colorScheme, searched by keyboard too',
    async (screen) => {
      const { page } = tab;
      await page.setViewportSize(screen.viewport);
      await page.emulateMedia({ colorScheme: screen.colorScheme });
      expect(await barriersOf(page)).toEqual([]);
      const trigger = page.getByTestId('search-trigger');
      // On a phone it stands in the menu.
      if (!(await trigger.isVisible())) await page.getByRole('button', { name: 'Open navigation menu' }).click();
      await trigger.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByTestId('search-dialog');
      await dialog.locator('input').fill('skillid');
      await dialog.locator('a').first().waitFor();
      expect(await barriersOf(page, '[data-testid="search-dialog"]')).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    },
  );
});

test('what Redoc no longer has to be mended stops the build', () => {
  expect(() => mended('<html></html>', mendsOfPage)).toThrow('Redoc has no "const __redoc_options = {"');
  expect(() => mended('export{hydrate};', mendsOfScript)).toThrow(/Redoc has no "https:\/\/cdn\.redoc\.ly/);
});

test('the script of the reference says nothing of the contract, so that browsers keep it when that changes', () => {
  const [, script] = /<script defer src="\.\.\/([^"]+)"/.exec(read('reference/index.html')) ?? [];
  expect(read(script!)).toContain('hydrate(definition');
  for (const { path } of contract.operations) {
    const key = `${JSON.stringify(path)}:`;
    expect(read(script!)).not.toContain(key);
    expect(read('reference/index.html')).toContain(key);
  }
});
