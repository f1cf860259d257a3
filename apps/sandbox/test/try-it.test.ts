import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import {
  launchBrowser,
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@cc-gateway/testing/browser';
import { contract, isSuccess } from '@cc-gateway/spec';
import { barriersOf, screens } from '@cc-gateway/testing/barriers';
import sirv from 'sirv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { closeServer, listen } from '@cc-gateway/mock';

let browser: Browser;
let sandbox: Sandbox;

beforeAll(async () => {
  browser = await launchBrowser();
  sandbox = await startSandbox({ port: 0 });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await sandbox.close();
});

interface Panel {
  page: Page;
  panel: Locator;
  outcome: Locator;
  requests: string[];
  complaints: string[];
}

/** The panel of an operation, opened on a page of its own. */
async function openPanel(url: string, summary: string, options: BrowserContextOptions = {}): Promise<Panel> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(url);
  await page.getByRole('button', { name: 'Try it' }).click();
  const panel = page.getByRole('dialog', { name: 'Try it' });
  await panel.getByLabel('Operation').selectOption(summary);
  return { page, panel, outcome: panel.getByRole('status'), requests, complaints };
}

const send = (panel: Locator): Promise<void> => panel.getByRole('button', { name: 'Send' }).click();

describe.each(contract.operations)('the panel of $id', (operation) => {
  const summary = operation.summary ?? operation.id;
  const examples = operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap((content) => content.examples.map((example) => ({ ...example, status: Number(status) }))),
  );

  test.each([390, 1600])('carries the example out, %i wide, and says that it took effect', async (width) => {
    const { panel, outcome, requests, complaints } = await openPanel(sandbox.url, summary, {
      viewport: { width, height: 900 },
    });
    await send(panel);
    await outcome.getByText('It took effect.').waitFor();
    for (const { meaning } of operation.effects) await outcome.getByText(meaning!).waitFor();
    expect(await outcome.innerText()).toContain('HTTP 200');
    expect(requests.every((url) => url.startsWith(sandbox.url) || url.startsWith('data:'))).toBe(true);
    expect(complaints).toEqual([]);
  });

  test.each(examples)('shows the situation $name, with what it means and what to do', async (example) => {
    const { panel, outcome } = await openPanel(sandbox.url, summary);
    const { retcode } = example.value;
    await panel.getByLabel('Situation').selectOption(`example=${example.name}`);
    await send(panel);
    await outcome.locator('dd').first().waitFor();
    const text = await outcome.innerText();
    const { meaning, action, outcome: effect } = contract.retcodes.of(retcode);
    for (const part of [retcode, meaning, action, JSON.stringify(example.value)]) expect(text).toContain(part);
    const success = isSuccess(operation, { status: example.status, body: example.value });
    expect(success).toBe(effect === 'applied');
    const headlines = { applied: 'It took effect.', 'not-applied': 'Nothing took', unknown: 'It may have taken' };
    expect(text).toContain(headlines[effect]);
  });

  test('a session that has lapsed is explained, and the sandbox has another', async () => {
    const { panel, outcome } = await openPanel(sandbox.url, summary);
    const header = operation.security[0]![0]!.name!;
    const session = await panel.getByLabel(header, { exact: true }).inputValue();
    await panel.getByLabel(header, { exact: true }).fill('a-key-that-has-lapsed');
    await send(panel);
    await outcome.getByText('Nothing took effect.').waitFor();
    await outcome.getByText('Once, with a fresh session.').waitFor();
    await outcome.getByRole('button', { name: "Take the sandbox's session" }).click();
    await expect.poll(() => panel.getByLabel(header, { exact: true }).inputValue()).toBe(session);
    await send(panel);
    await outcome.getByText('It took effect.').waitFor();
  });

  test('a session that dies while the page is open is replaced by the one that followed it', async () => {
    const scenario = { extends: 'quiet-day', sessions: { renewMs: 60_000, dieMs: 120_000 } };
    await using own = await startSandbox({ port: 0, scenario });
    const { panel, outcome } = await openPanel(own.url, summary);
    await send(panel);
    await outcome.getByText('It took effect.').waitFor();
    own.mock.clock.advance(121_000);
    await send(panel);
    await outcome.getByText('Nothing took effect.').waitFor();
    await outcome.getByRole('button', { name: "Take the sandbox's session" }).click();
    await send(panel);
    await outcome.getByText('It took effect.').waitFor();
    expect(await panel.getByLabel(operation.security[0]![0]!.name!, { exact: true }).inputValue()).toBe(
      own.mock.sessionOf(),
    );
  });

  test('an argument that breaks the contract is not sent, and the client says why', async () => {
    const { panel, outcome, requests } = await openPanel(sandbox.url, summary);
    const { name } = operation.parameters.find(({ in: place }) => place === 'path')!;
    await panel.getByLabel(name, { exact: true }).fill('no such thing');
    const before = requests.length;
    await send(panel);
    await outcome.getByText('Not sent.').waitFor();
    expect(await outcome.innerText()).toContain(name);
    expect(requests.length).toBe(before);
  });

  test('a gateway that is down leaves the outcome open, and the panel says how to start it', async () => {
    const own = await startSandbox({ port: 0 });
    const { panel, outcome } = await openPanel(own.url, summary);
    await own.close();
    await send(panel);
    await outcome.getByText('It may have taken effect.').waitFor();
    expect(await outcome.innerText()).toContain('npm start');
  });

  test.each(screens)(
    'has no barrier, $viewport.width wide, $colorScheme: form, success and refusal',
    async (screen) => {
      const { page, panel, outcome } = await openPanel(sandbox.url, summary, { ...screen, bypassCSP: true });
      expect(await barriersOf(page)).toEqual([]);
      await send(panel);
      await outcome.getByText('It took effect.').waitFor();
      expect(await barriersOf(page)).toEqual([]);
      await panel.getByLabel(operation.security[0]![0]!.name!, { exact: true }).fill('a-key-that-has-lapsed');
      await send(panel);
      await outcome.getByText('Nothing took effect.').waitFor();
      expect(await barriersOf(page)).toEqual([]);
    },
  );

  test('the request is copied as a curl line that asks for the same', async () => {
    const { page, panel } = await openPanel(sandbox.url, summary);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.getByLabel('Situation').selectOption({ index: 1 });
    await panel.getByRole('button', { name: 'Copy the request' }).click();
    const line = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(line).toContain(`curl -X ${operation.method} '${sandbox.url}`);
    expect(line).toContain(`-H 'Prefer: example=${examples[0]!.name}'`);
    expect(line).toContain(`-H '${operation.security[0]![0]!.name}: `);
  });
});

test('the page comes compressed, with what the sandbox knows beside it', async () => {
  const page = await fetch(`${sandbox.url}/`, { headers: { 'Accept-Encoding': 'br' } });
  expect(page.headers.get('content-encoding')).toBe('br');
  expect(await page.text()).toContain(contract.title);
  const facts = await (await fetch(`${sandbox.url}/sandbox.json`)).json();
  expect(facts).toMatchObject({ stamp: contract.stamp });
});

test('a copy of the site without a gateway says so, and how to start one', async () => {
  const files = sirv(fileURLToPath(new URL('dist/', import.meta.resolve('@cc-gateway/docs/package.json'))));
  const server = createServer((request, response) =>
    files(
      request,
      response,
      () => void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>'),
    ),
  );
  const url = await listen(server, {});
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Try it' }).click();
  const panel = page.getByRole('dialog', { name: 'Try it' });
  await panel.getByText('npm start').waitFor();
  expect(await panel.locator('form').isVisible()).toBe(false);
  await page.close();
  await closeServer(server);
});
