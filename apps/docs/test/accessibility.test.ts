import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '@cc-gateway/spec';
import { launchBrowser, type Browser } from '@cc-gateway/testing/browser';
import { barriersOf, screens } from '@cc-gateway/testing/barriers';
import { addressOf, openTab, search } from './page.ts';

const page = new URL('../dist/index.html', import.meta.url).href;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each(screens)('on a screen $viewport.width wide, $colorScheme', (screen) => {
  // Injecting the checker is what the page's policy is there to prevent.
  const open = (hash = '') => openTab(browser, page + hash, { ...screen, bypassCSP: true });

  test('the prose has no barrier', async () => {
    const { page: tab } = await open();
    expect(await barriersOf(tab)).toEqual([]);
  });

  test.each(contract.operations)(
    'the operation $id has none, its samples and schemas unfolded',
    async ({ tags, id }) => {
      const { page: tab } = await open(addressOf(tags[0]!, id));
      const unfold = tab.getByTestId('schema-expand-all-button').first();
      await unfold.click();
      expect(await barriersOf(tab)).toEqual([]);
    },
  );

  test('the search has none, with something found', async () => {
    const { page: tab } = await open();
    await search(tab, '100-007');
    expect(await barriersOf(tab)).toEqual([]);
  });

  test('the panel without a gateway has none', async () => {
    const { page: tab } = await open();
    await tab.getByRole('button', { name: 'Try it' }).click();
    await tab.getByText('npm start').last().waitFor();
    expect(await barriersOf(tab)).toEqual([]);
  });
});

const phones = screens.filter(({ viewport }) => viewport.width < 500);

test.each(phones)('on a phone, $colorScheme, the open menu has none', async (screen) => {
  const { page: tab } = await openTab(browser, page, { ...screen, bypassCSP: true });
  await tab.getByRole('button', { name: 'Open navigation menu' }).click();
  await tab.getByTestId('search-trigger').waitFor();
  expect(await barriersOf(tab)).toEqual([]);
});
