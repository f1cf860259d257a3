import { barriersOf, screens } from '@cc-gateway/testing/barriers';
import { launchBrowser, type Browser } from '@cc-gateway/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderMarkdown } from '../build/page/markdown.ts';
import { dist, openTab, pages } from './site.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.concurrent.each(pages)(
  '%s has no barrier on any screen: page, menu, samples, search found and not found',
  async (file) => {
    // Injecting the checker is what the page's policy is there to prevent.
    const { page } = await openTab(browser, new URL(file, dist).href, { bypassCSP: true });
    await page.locator('.tabs').first().getByRole('radio').nth(3).check();
    const found: string[] = [];
    const look = async (what: string, part?: string): Promise<void> => {
      for (const { viewport, colorScheme } of screens) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        const barriers = await barriersOf(page, part);
        found.push(...barriers.map((barrier) => `${what}, ${viewport.width} wide, ${colorScheme}: ${barrier}`));
      }
    };
    await page.locator('.contents details').evaluate((menu: HTMLDetailsElement) => (menu.open = true));
    await look('page');
    await page.locator('#search-open').click();
    const field = page.getByRole('searchbox');
    for (const words of ['100-007', 'zzzzzzz']) {
      await field.fill(words);
      await page.locator('#search-results li').first().waitFor();
      // What lies below a dialog is out of reach, and was seen.
      await look(words, 'dialog[open]');
    }
    expect(found).toEqual([]);
    await page.context().close();
  },
);

// So many has a screen of 1280 that shows texts at four times their size.
test.each(pages)('%s has room at 320 pixels', async (file) => {
  const width = 320;
  const { page } = await openTab(browser, new URL(file, dist).href, { viewport: { width, height: 256 } });
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((element) => !element.closest('.hidden, thead') && element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 80)),
  );
  expect(wide).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  await page.context().close();
});

test('with forced colours the chosen sample and the verdicts are still told apart', async () => {
  const { page } = await openTab(browser, new URL('index.html', dist).href, { forcedColors: 'active' });
  const borders = await page
    .locator('.tabs')
    .first()
    .locator('label span')
    .evaluateAll((spans) => spans.map((span) => getComputedStyle(span).borderBottomColor));
  expect(new Set(borders).size).toBe(2);
  expect(borders[0]).not.toBe(borders[1]);
  await page.context().close();
});

test('the ring round what has the focus differs from its ground by three to one', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await openTab(browser, new URL('index.html', dist).href, { colorScheme });
    await page.keyboard.press('Tab');
    const [ring, ground] = await page.evaluate(() => [
      getComputedStyle(document.activeElement!).outlineColor,
      getComputedStyle(document.body).backgroundColor,
    ]);
    expect(contrast(ring, ground)).toBeGreaterThanOrEqual(3);
    await page.context().close();
  }
});

function contrast(one: string, other: string): number {
  const [a, b] = [one, other].map((color) => {
    const [r, g, b] = color.match(/\d+/g)!.map((part) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  });
  return (Math.max(a!, b!) + 0.05) / (Math.min(a!, b!) + 0.05);
}

test('tables stay on the page at each width, also with code that no column holds', async () => {
  const { page } = await openTab(browser, new URL('index.html', dist).href);
  const long = `{"token":"${'a'.repeat(200)}"}`;
  const table = renderMarkdown(`| a | b |\n| --- | --- |\n| c | \`${long}\` |`, {
    level: 3,
    prefix: '',
    anchorTitle: '',
    hrefOf: () => undefined,
    termOf: () => undefined,
    pictureOf: () => '',
  });
  await page
    .locator('main section')
    .first()
    .evaluate((section, html) => section.insertAdjacentHTML('beforeend', html), table);
  for (const width of [720, 1030, 1160, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  await page.context().close();
});
