import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract, fileName } from '@cc-gateway/spec';
import { sampleLanguages, samplesOf } from '../build/samples/index.ts';
import { launchBrowser, type Browser } from '@cc-gateway/testing/browser';
import { addressOf, openTab, search, type Tab } from './page.ts';

const page = new URL('../dist/index.html', import.meta.url);
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = (hash = ''): Promise<Tab> => openTab(browser, page.href + hash);
const foreign = ({ requests }: Tab): string[] =>
  requests.filter((url) => !url.startsWith(page.href) && !url.startsWith('data:'));

test('the page shows from disk, asks nothing of any other place, and has nothing to complain about', async () => {
  const tab = await open();
  expect(foreign(tab)).toEqual([]);
  expect(tab.complaints).toEqual([]);
});

test.each(contract.operations)(
  'the menu leads to $id, with its prerequisites',
  async ({ summary, id, tags, ...rest }) => {
    const tab = await open();
    const menu = tab.page.locator('.menu-content');
    await menu.getByText(tags[0]!, { exact: true }).first().click();
    await menu
      .getByText(summary ?? id)
      .first()
      .click();
    await tab.page
      .getByRole('heading', { name: summary ?? id })
      .first()
      .waitFor();
    const text = await tab.page.locator('main').innerText();
    for (const { meaning, name } of rest.preconditions) expect(text).toContain(meaning ?? name);
    expect(foreign(tab)).toEqual([]);
    expect(tab.complaints).toEqual([]);
  },
);

test('a script from elsewhere, an inline one and eval are refused by the policy of the page', async () => {
  const { page: tab, complaints } = await open();
  await tab.evaluate(() => {
    for (const source of ['https://example.com/a.js', undefined]) {
      const script = document.createElement('script');
      if (source) script.src = source;
      else script.textContent = 'window.ran = true';
      document.body.append(script);
    }
    document.body.append(Object.assign(new Image(), { src: 'https://example.com/a.png' }));
  });
  await expect
    .poll(() => complaints.filter((text) => text.includes('Content Security Policy')).join())
    .toMatch(/a\.js/);
  expect(complaints.join()).toMatch(/a\.png/);
  expect(complaints.join()).toMatch(/inline script/);
  expect(await tab.evaluate(() => 'ran' in window)).toBe(false);
  // The tester's own code may evaluate; what a timer runs is the page's.
  const evaluated = await tab.evaluate(
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
});

test('the policy of the page is the one that its decision page writes out', async () => {
  const decision = await readFile(new URL('decisions/0011-what-the-docs-page-may-do.md', page), 'utf8');
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(await readFile(page, 'utf8'))![1]!;
  const written = /```text\n([\s\S]*?)\n```/.exec(decision)![1]!.replaceAll(/\s+/g, ' ');
  expect(
    policy.replaceAll(/sha256-[^']+/g, 'sha256-…').replaceAll(/( 'sha256-…'){3,}/g, " 'sha256-…' 'sha256-…' …"),
  ).toBe(written);
});

test('the page tells what no plain reference tells: codes, guides, and the forms of the address', async () => {
  const { page: tab } = await open('#/result-codes');
  const text = (): Promise<string> => tab.locator('body').innerText();
  for (const [code, { meaning }] of contract.retcodes.codes) {
    await expect.poll(text).toContain(code);
    await expect.poll(text).toContain(meaning);
  }
  await tab.locator('.menu-content').getByText('Where the gateway is').click();
  for (const { description } of contract.document.servers) await expect.poll(text).toContain(description);
  for (const title of ['Authentication', 'Result codes', 'Moving a call', 'Trying it without a gateway']) {
    await expect.poll(text).toContain(title);
  }
});

test('reading on to the end shows the ledger, the changelog and the downloads', async () => {
  const { page: tab } = await open();
  await tab.locator('.menu-content').getByText('Downloads').click();
  await tab.getByRole('link', { name: 'openapi.yaml' }).waitFor();
  await tab.getByRole('heading', { name: 'Changelog of the contract' }).waitFor();
  await tab.getByRole('heading', { name: contract.stamp.version, exact: true }).waitFor();
  await tab.getByRole('heading', { name: 'skillid is a number' }).waitFor();
  expect(await tab.getByRole('link', { name: 'openapi.json' }).isVisible()).toBe(true);
});

// Redoc looks for words of three letters and more.
test.each([...contract.retcodes.codes].filter(([code]) => code.length > 2).slice(0, 3))(
  'a search for %s leads to what it means',
  async (code, { meaning, action }) => {
    const { page: tab } = await open();
    await search(tab, code);
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Enter');
    const heading = tab.locator('h2').filter({ hasText: new RegExp(`^${code} `) });
    await heading.waitFor();
    await expect.poll(() => heading.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(400);
    const text = await tab.locator(`[data-section-id]`, { has: heading }).last().innerText();
    for (const part of [meaning, action, 'Send again?']) expect(text).toContain(part);
  },
);

test.each(['skillid', 'AUTHMODE'])('a search finds %s', async (word) => {
  const { page: tab } = await open();
  await search(tab, word);
  expect(await tab.getByTestId('search-dialog').innerText()).toContain(word);
});

test.each([
  ['#/result-codes', 'Result codes'],
  ['#/result-codes/100-007-failed', '100-007 failed'],
  ...contract.operations.map(({ id, tags, summary }) => [addressOf(tags[0]!, id), summary ?? id] as const),
] as [string, string][])('the deep link %s opens its place, marks it and survives a reload', async (hash, title) => {
  const { page: tab } = await open(hash);
  for (const again of [false, true]) {
    if (again) await tab.reload();
    const heading = tab.locator('[data-linked]');
    await heading.waitFor();
    expect(await heading.innerText()).toContain(title);
    await expect.poll(() => heading.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(400);
    expect(await heading.evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThan(-50);
  }
});

for (const operation of contract.operations) {
  test.each(samplesOf(contract, operation))(
    `of ${operation.id} the sample in $label is shown, and copied as it is published`,
    async (sample) => {
      const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
      const tab = await context.newPage();
      const hash = addressOf(operation.tags[0]!, operation.id);
      await tab.goto(page.href + hash);
      const place = tab.locator(`[data-section-id="${hash.slice(1)}"]`);
      await place.getByRole('button', { name: sampleLanguages[0]!.label, exact: true }).click();
      await tab.getByRole('menuitem', { name: sample.label, exact: true }).click();
      await place
        .locator('[data-component-name="CodeBlock/CodeBlockControls"]')
        .getByTestId('copy-button')
        .first()
        .click();
      const published = await readFile(new URL(`samples/${fileName(operation.id)}.${sample.extension}`, page), 'utf8');
      await expect.poll(() => tab.evaluate(() => navigator.clipboard.readText())).toBe(published.trimEnd());
    },
  );
}

test('the keyboard alone opens the search and the panel, and Escape closes the panel', async () => {
  const { page: tab } = await open();
  const reach = async (name: string): Promise<void> => {
    const focused = (): Promise<string> =>
      tab.evaluate(() => document.querySelector<HTMLElement>(':focus')?.innerText ?? '');
    for (let steps = 0; steps < 60 && !(await focused()).startsWith(name); steps += 1) await tab.keyboard.press('Tab');
    expect(await focused()).toMatch(name);
  };
  await reach('Try it');
  await tab.keyboard.press('Enter');
  await tab.getByRole('dialog', { name: 'Try it' }).waitFor();
  await tab.keyboard.press('Escape');
  await tab.getByRole('dialog', { name: 'Try it' }).waitFor({ state: 'hidden' });
  await reach('Search');
  await tab.keyboard.press('Enter');
  await tab.getByTestId('search-dialog').waitFor();
});

test('on paper there is the text, and nothing to click', async () => {
  const { page: tab } = await open('#/result-codes');
  await tab.emulateMedia({ media: 'print' });
  expect(await tab.getByRole('button', { name: 'Try it' }).isVisible()).toBe(false);
  expect(await tab.locator('.menu-content').isVisible()).toBe(false);
  const paper = await tab.locator('body').innerText();
  for (const { summary } of contract.operations) expect(paper).toContain(summary);
  for (const [code, { meaning }] of contract.retcodes.codes) {
    expect(paper).toContain(code);
    expect(paper).toContain(meaning);
  }
  for (const title of ['Authentication', 'Moving a call', 'Only 200 is promised']) expect(paper).toContain(title);
});

test('from disk the panel says that there is no gateway, and how to start one', async () => {
  const tab = await open();
  await tab.page.getByRole('button', { name: 'Try it' }).click();
  const panel = tab.page.getByRole('dialog', { name: 'Try it' });
  await panel.getByText('npm start').waitFor();
  expect(await panel.locator('form').isVisible()).toBe(false);
  expect(foreign(tab)).toEqual([]);
  expect(tab.complaints).toEqual([]);
});
