import { contract, fileName } from '@cc-gateway/spec';
import { launchBrowser, type Browser, type Page } from '@cc-gateway/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleLanguages, samplesOf } from '../build/samples/index.ts';
import { dist, openTab, pages, read, serveSite, type Tab } from './site.ts';

const disk = new URL('index.html', dist).href;
let browser: Browser;
let site: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const foreign = ({ requests }: Tab, own: string): string[] =>
  requests.filter((url) => !url.startsWith(own) && !url.startsWith('data:'));
const [operation] = contract.operations;

async function search(page: Page, words: string): Promise<string[]> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('searchbox');
  await field.fill(words);
  await page.locator('#search-results li').first().waitFor();
  return page.locator('#search-results b').allInnerTexts();
}

test('from disk the page shows, searches, asks nothing of any other place and has nothing to complain about', async () => {
  const tab = await openTab(browser, disk);
  expect((await search(tab.page, 'AUTHMODE')).length).toBeGreaterThan(0);
  expect(await tab.page.locator('.try .status').first().innerText()).toContain('npm start');
  expect(foreign(tab, dist.href)).toEqual([]);
  expect(tab.complaints).toEqual([]);
  await tab.page.context().close();
});

test('without a script every word is there, samples change, contents lead to their places, and no dead button shows', async () => {
  const { page } = await openTab(browser, disk, { javaScriptEnabled: false });
  expect(await page.getByRole('button').count()).toBe(0);
  const section = page.locator('main > section').first();
  for (const { label, source } of samplesOf(contract, operation!)) {
    await section.locator('.tabs label', { hasText: new RegExp(`^${label.replaceAll('+', '\\+')}$`) }).click();
    expect(await section.locator('.panel:visible pre').textContent()).toBe(source);
  }
  await page.setViewportSize({ width: 1300, height: 800 });
  await page.locator('.contents').getByRole('link', { name: 'Find out where the call is' }).click();
  expect(new URL(page.url()).hash).toBe('#find-out-where-the-call-is');
  expect(await page.locator('.try form').count()).toBe(0);
  await page.context().close();
});

test('a script from elsewhere, an inline one and eval are refused by the policy of the page', async () => {
  const { page, complaints } = await openTab(browser, disk);
  await page.evaluate(() => {
    for (const source of ['https://example.com/a.js', undefined]) {
      const script = document.createElement('script');
      if (source) script.src = source;
      else script.textContent = 'window.ran = true';
      document.body.append(script);
    }
    document.body.append(Object.assign(new Image(), { src: 'https://example.com/a.png' }));
  });
  await expect.poll(() => complaints.join()).toMatch(/a\.js/);
  await expect.poll(() => complaints.join()).toMatch(/a\.png/);
  expect(complaints.join()).toMatch(/inline script/);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  // The tester's own code may evaluate; what a timer runs is the page's.
  const evaluated = await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            // oxlint-disable-next-line no-implied-eval -- what the policy refuses
            resolve(String(new Function('return 1')()));
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
  );
  expect(evaluated).toBe('EvalError');
  await page.context().close();
});

test.each([
  ['#100-007', '100-007'],
  ['#/result-codes/100-007-failed', '100-007'],
  ['#/result-codes', 'result-codes'],
  ['#/call-data/assignuserinqueue', 'assignUserInQueue'],
])('the address %s leads to its place', async (hash, id) => {
  const { page } = await openTab(browser, disk + hash);
  await expect.poll(() => new URL(page.url()).hash).toBe(`#${id}`);
  const place = page.locator(`[id="${id}"]`);
  await expect.poll(() => place.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(400);
  await page.context().close();
});

test('an address with a bad character breaks nothing', async () => {
  const { page, complaints } = await openTab(browser, `${disk}#/100%`);
  expect((await search(page, '100-007'))[0]).toContain('100-007');
  expect(complaints).toEqual([]);
  await page.context().close();
});

// What people of the field type, and the place that they should see first.
test('the search finds the best place first, with the words of the field too', async () => {
  const { page } = await openTab(browser, disk);
  for (const [words, first] of [
    ['100-007', /^100-007/],
    ['400-001', /^400-001/],
    ['skillid', /skillid/],
    ['AUTHMODE', /Guid|Session/],
    ['retry', /Result codes/],
    ['timeout', /Failures without a code/],
    ['idempotent', /Moving a call|Result codes/],
    ['java', /Samples/],
    ['move', /call/i],
    ['port', /Where the gateway is/],
    ['postman', /Downloads/],
    ['what changed', /What changed/],
  ] as const) {
    expect([words, (await search(page, words))[0]]).toEqual([words, expect.stringMatching(first)]);
    await page.keyboard.press('Escape');
  }
  await page.context().close();
});

test('a snippet keeps the words of a table apart, and nothing found is said', async () => {
  const { page } = await openTab(browser, disk);
  await search(page, 'callid');
  const snippets = (await page.locator('#search-results p').allInnerTexts()).join(' ');
  expect(snippets).not.toMatch(/yesstring|callidyes|skillidyes/);
  await page.getByRole('searchbox').fill('zzzzzzz');
  await expect.poll(() => page.locator('#search [role=status]').innerText()).toContain('Nothing is found');
  await page.context().close();
});

test('the Chinese page is searched letter by letter', async () => {
  const { page } = await openTab(browser, new URL(pages[1]!, dist).href);
  expect((await search(page, '超时')).length).toBeGreaterThan(0);
  expect((await search(page, '结果码'))[0]).toContain('结果码');
  await page.context().close();
});

test('the keyboard alone skips to the content, searches, follows the first hit, and comes back with Escape', async () => {
  const { page } = await openTab(browser, disk);
  const focused = (): Promise<string> =>
    page.evaluate(() => document.activeElement!.id || document.activeElement!.className);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('skip');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('main');
  await page.locator('#search-open').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Search' }).waitFor();
  await page.keyboard.type('100-006');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Search' }).waitFor({ state: 'hidden' });
  expect(await focused()).toBe('search-open');
  await page.keyboard.press('Enter');
  await page.locator('#search-results a').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('100-006');
  await page.context().close();
});

test('what has the focus is never hidden below the header, on the whole way through the page', async () => {
  const { page } = await openTab(browser, disk, { viewport: { width: 1280, height: 700 } });
  // From the end to the beginning, where the header covers what comes into sight.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.locator('main a').last().focus();
  await page.evaluate(() => {
    const header = document.querySelector('.bar')!;
    document.addEventListener('focusin', ({ target }) => {
      const element = target as Element;
      if (element.closest('.bar, .contents, .skip')) return;
      const isHidden = element.getBoundingClientRect().bottom <= header.getBoundingClientRect().bottom;
      document.body.dataset[isHidden ? 'hidden' : 'seen'] = element.outerHTML;
    });
  });
  for (let steps = 0; steps < 150; steps += 1) await page.keyboard.press('Shift+Tab');
  const { hidden, seen } = await page.evaluate(() => Object.fromEntries(Object.entries(document.body.dataset)));
  expect(hidden).toBeUndefined();
  expect(seen).toBeDefined();
  await page.context().close();
});

test('on paper it is at most eight pages, with servers, ports and the fields of the answer, and nothing to click', async () => {
  const { page } = await openTab(browser, disk);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)!.length;
  // Eight with one operation; each further one takes its own.
  expect(sheets).toBeLessThanOrEqual(6 + 2 * contract.operations.length);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button').count()).toBe(0);
  const paper = await page.locator('body').innerText();
  for (const part of ['8043', 'NSLB', 'retcode', 'message', 'result', '100-007', 'Only 200 is promised']) {
    expect(paper).toContain(part);
  }
  await page.context().close();
});

test('a section is copied as its own markdown, whole, and a sample as it is published', async () => {
  const { page } = await openTab(browser, `${site.url}/`, { permissions: ['clipboard-read', 'clipboard-write'] });
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  for (const button of await page.getByRole('button', { name: 'Copy as Markdown' }).all()) {
    const file = (await button.getAttribute('data-copy-file'))!;
    await button.click();
    await expect.poll(copied).toBe(read(file).replace(/^<!--.*-->\n+/, ''));
  }
  const section = page.locator('main > section').first();
  for (const { label, extension } of sampleLanguages) {
    await section.getByRole('radio', { name: label, exact: true }).check();
    await section.locator('.panel:visible').getByRole('button').click();
    await expect.poll(copied).toBe(read(`samples/${fileName(operation!.id)}.${extension}`));
  }
  await page.context().close();
});

test('the language of the samples and of the page is remembered', async () => {
  const { page } = await openTab(browser, `${site.url}/`);
  await page.getByRole('radio', { name: 'Java', exact: true }).first().check();
  await page.goto(`${site.url}/#result-codes`);
  await page.getByRole('link', { name: '中文' }).click();
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh');
  expect(new URL(page.url()).hash).toBe('#result-codes');
  expect(await page.getByRole('radio', { name: 'Java', exact: true }).first().isChecked()).toBe(true);
  await page.goto(`${site.url}/index.html#100-007`);
  await expect.poll(() => new URL(page.url()).pathname).toBe('/zh/index.html');
  expect(new URL(page.url()).hash).toBe('#100-007');
  await page.getByRole('link', { name: 'English' }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe('/index.html');
  await page.context().close();
});

test('a host of files without a sandbox is named a copy for reading, and says how to start one', async () => {
  const tab = await openTab(browser, `${site.url}/`);
  await tab.page.waitForLoadState('networkidle');
  expect(await tab.page.locator('.try .status').first().innerText()).toMatch(/copy for reading[\s\S]*npm start/);
  expect(await tab.page.locator('.try form').count()).toBe(0);
  expect(foreign(tab, site.url)).toEqual([]);
  await tab.page.context().close();
});
