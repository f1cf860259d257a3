import { contract, isSuccess, unmetPrecondition, type Operation } from '@cc-gateway/spec';
import { barriersOf, screens } from '@cc-gateway/testing/barriers';
import {
  launchBrowser,
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@cc-gateway/testing/browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';

let browser: Browser;
let sandbox: Sandbox;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([launchBrowser(), startSandbox({ port: 0 })]);
});
afterAll(async () => {
  await browser.close();
  await sandbox.close();
});
beforeEach(() => sandbox.reset());

interface Bench {
  page: Page;
  place: Locator;
  outcome: Locator;
  world: Locator;
  requests: string[];
  complaints: string[];
  send(): Promise<void>;
  field(name: string): Locator;
}

/** The place where an operation is tried, on a page of its own. */
async function openBench(
  url: string,
  { id }: Operation,
  options: BrowserContextOptions = {},
  fieldsOf?: (fields: Record<string, unknown>[]) => Record<string, unknown>[],
): Promise<Bench> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  if (fieldsOf) {
    const fields = /(?<="fields":)\[.*?\](?=,"s)/;
    await page.route(url, async (route) => {
      const response = await route.fetch();
      const replaced = (text: string): string =>
        JSON.stringify(fieldsOf(JSON.parse(text) as Record<string, unknown>[]));
      await route.fulfill({ response, body: (await response.text()).replace(fields, replaced) });
    });
  }
  await page.goto(url);
  const place = page.locator(`.try[data-operation="${id}"]`);
  await place.locator('form').waitFor();
  return {
    page,
    place,
    outcome: place.locator('.outcome'),
    world: place.locator('.world'),
    requests,
    complaints,
    send: () => place.getByRole('button', { name: 'Send', exact: true }).click(),
    field: (name) => place.getByLabel(name, { exact: true }),
  };
}

const close = ({ page }: Bench): Promise<void> => page.context().close();
const headlines = {
  applied: 'It took effect.',
  'not-applied': 'Nothing took effect.',
  unknown: 'It may have taken effect.',
};

describe.each(contract.operations)('trying $id', (operation) => {
  const session = operation.security[0]![0]!.name!;
  const examples = operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap((content) => content.examples.map((example) => ({ ...example, status: Number(status) }))),
  );
  const sent = ({ requests }: Bench): string[] => requests.filter((line) => line.startsWith(`${operation.method} `));

  test('carries the example out, says that it took effect, and shows what changed', async () => {
    const bench = await openBench(sandbox.url, operation);
    const { outcome, world, requests, complaints } = bench;
    await bench.send();
    await outcome.getByText(headlines.applied).waitFor();
    for (const { meaning } of operation.effects) await outcome.getByText(meaning!).waitFor();
    expect(await outcome.innerText()).toContain('HTTP 200');
    if (operation.effects.length > 0) await world.locator('.changed').first().waitFor();
    await world.locator('.log li').first().waitFor();
    expect(requests.every((line) => line.includes(` ${sandbox.url}`) || line.includes(' data:'))).toBe(true);
    expect(complaints).toEqual([]);
    await close(bench);
  });

  test('shows every situation, with what it means and what to do', async () => {
    const bench = await openBench(sandbox.url, operation);
    for (const example of examples) {
      const { retcode } = example.value;
      await bench.field('Situation').selectOption(`example=${example.name}`);
      await bench.send();
      await bench.outcome.getByText(JSON.stringify(example.value)).waitFor();
      const text = await bench.outcome.innerText();
      const { meaning, action, outcome: effect } = contract.retcodes.of(retcode);
      for (const part of [retcode, meaning, action, headlines[effect]]) expect(text).toContain(part);
      const success = isSuccess(operation, { status: example.status, body: example.value });
      expect(success).toBe(effect === 'applied');
    }
    await close(bench);
  });

  test('explains a session that has lapsed, and has another', async () => {
    const bench = await openBench(sandbox.url, operation);
    const own = await bench.field(session).inputValue();
    await bench.field(session).fill('a-key-that-has-lapsed');
    await bench.send();
    await bench.outcome.getByText(headlines['not-applied']).waitFor();
    await bench.outcome.getByText('Once, with a fresh session').waitFor();
    await bench.outcome.getByRole('button', { name: "Take the sandbox's session" }).click();
    await expect.poll(() => bench.field(session).inputValue()).toBe(own);
    await bench.send();
    await bench.outcome.getByText(headlines.applied).waitFor();
    await close(bench);
  });

  test('replaces a session that dies while the page is open by the one that followed it', async () => {
    const scenario = { extends: 'quiet-day', sessions: { renewMs: 60_000, dieMs: 120_000 } };
    await using own = await startSandbox({ port: 0, scenario });
    const bench = await openBench(own.url, operation);
    const before = await bench.field(session).inputValue();
    own.mock.clock.advance(121_000);
    await bench.send();
    await bench.outcome.getByText(headlines['not-applied']).waitFor();
    await bench.outcome.getByRole('button', { name: "Take the sandbox's session" }).click();
    await expect.poll(() => bench.field(session).inputValue()).not.toBe(before);
    await bench.send();
    await bench.outcome.getByText(headlines.applied).waitFor();
    expect(await bench.field(session).inputValue()).toBe(own.mock.sessionOf());
    await close(bench);
  });

  test('does not send what breaks the contract, ties the reason to its field, and sends it anyway where that is wished', async () => {
    const bench = await openBench(sandbox.url, operation);
    const { name } = operation.parameters.find(({ in: where }) => where === 'path')!;
    await bench.field(name).fill('no such thing');
    await bench.send();
    await bench.outcome.getByText('Not sent.').waitFor();
    const wrong = bench.field(name);
    expect(await wrong.getAttribute('aria-invalid')).toBe('true');
    const [error] = (await wrong.getAttribute('aria-describedby'))!.split(' ');
    expect(await bench.page.locator(`#${error}`).innerText()).toContain(name);
    expect(sent(bench)).toEqual([]);
    await bench.place.getByRole('button', { name: 'Send it anyway' }).click();
    await bench.outcome.getByText(headlines['not-applied']).waitFor();
    const example = examples.find((one) => one.name === operation.violations.path)!;
    expect(await bench.outcome.innerText()).toContain(example.value.retcode);
    expect(sent(bench)).toHaveLength(1);
    await bench.world.getByText('Why').first().waitFor();
    await close(bench);
  });

  test('many fields that may be left out are folded, and one that is wrong is shown', async () => {
    const bench = await openBench(sandbox.url, operation, {}, (fields) => {
      const left = { ...fields.at(-1), required: false, example: '' };
      return [...fields.slice(0, -1), left, ...['a', 'b', 'c'].map((name) => ({ ...left, name }))];
    });
    const field = bench.field('skillid');
    const fold = bench.place.getByText('Further fields');
    expect(await field.isVisible()).toBe(false);
    await fold.click();
    await field.fill('no such thing');
    await fold.click();
    await bench.send();
    await bench.outcome.getByText('Not sent.').waitFor();
    expect(await field.isVisible()).toBe(true);
    await close(bench);
  });

  test('an empty session is not sent, and nothing is said of an effect', async () => {
    const bench = await openBench(sandbox.url, operation);
    await bench.field(session).fill('');
    await bench.send();
    await bench.outcome.getByText('Not sent.').waitFor();
    expect(await bench.outcome.innerText()).not.toContain('took effect');
    expect(await bench.field(session).getAttribute('aria-invalid')).toBe('true');
    expect(sent(bench)).toEqual([]);
    await close(bench);
  });

  test('another owner in the form gets the session that is that owner’s, unless one was typed', async () => {
    const bench = await openBench(sandbox.url, operation);
    const rows = sandbox.mock.world!.rows();
    const [, other] = rows.sessions!;
    await bench.field('agentid').fill(String(other!.agentid));
    await expect.poll(() => bench.field(session).inputValue()).toBe(String(other!.guid));
    await bench.field(session).fill('typed');
    await bench.field('agentid').fill(String(rows.sessions![0]!.agentid));
    expect(await bench.field(session).inputValue()).toBe('typed');
    await close(bench);
  });

  test('a form that has changed says that the answer is to the earlier request', async () => {
    const bench = await openBench(sandbox.url, operation);
    await bench.send();
    await bench.outcome.getByText(headlines.applied).waitFor();
    await bench.field('agentid').fill('102');
    await bench.outcome.getByText('The form has changed since').waitFor();
    await bench.place.getByRole('button', { name: 'Start over' }).click();
    await expect.poll(() => bench.outcome.innerText()).toBe('');
    await close(bench);
  });

  test('pressed three times it sends once', async () => {
    const bench = await openBench(sandbox.url, operation);
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await bench.page.route(`**${operation.path.split('{')[0]}**`, async (route) => {
      await held;
      await route.continue();
    });
    const button = bench.place.getByRole('button', { name: 'Send', exact: true });
    await button.click();
    await bench.outcome.getByText('Sending').waitFor();
    for (let presses = 0; presses < 2; presses += 1) await button.click({ force: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    release();
    await bench.outcome.getByText(headlines.applied).waitFor();
    expect(sent(bench)).toHaveLength(1);
    await close(bench);
  });

  test('an error of the page itself is said, and ends the sending', async () => {
    const bench = await openBench(sandbox.url, operation);
    await bench.page.evaluate(() => {
      FormData.prototype.get = () => {
        throw new Error('A fault of the page');
      };
    });
    await bench.send();
    await bench.outcome.getByText('A fault of the page').waitFor();
    expect(await bench.outcome.innerText()).not.toContain('Sending');
    expect(
      await bench.place.getByRole('button', { name: 'Send', exact: true }).getAttribute('aria-disabled'),
    ).toBeNull();
    await close(bench);
  });

  test.each(['constructor', '__proto__', 'toString'])(
    'an answer with the code %s is one that nobody knows',
    async (retcode) => {
      const bench = await openBench(sandbox.url, operation);
      const body = JSON.stringify({ message: '', retcode });
      await bench.page.route(`**${operation.path.split('{')[0]}**`, (route) =>
        route.fulfill({ contentType: 'application/json', body }),
      );
      await bench.send();
      await bench.outcome.getByText(headlines.unknown).waitFor();
      const { meaning, action } = contract.retcodes.unlisted;
      for (const part of [retcode, meaning, action]) expect(await bench.outcome.innerText()).toContain(part);
      await close(bench);
    },
  );

  test('a sandbox that is stopped is named so, and not a copy for reading', async () => {
    const own = await startSandbox({ port: 0 });
    const bench = await openBench(own.url, operation);
    await bench.page.waitForFunction('globalThis.ccGatewayParts.client');
    await own.close();
    await bench.send();
    await bench.outcome.getByText(headlines.unknown).waitFor();
    expect(await bench.outcome.innerText()).toContain('npm start');
    await close(bench);
  });

  test('a sandbox that stops before the client is loaded sends nothing, and says so', async () => {
    const own = await startSandbox({ port: 0 });
    const context = await browser.newContext();
    await context.route('**/assets/client.*', (route) => route.abort());
    const page = await context.newPage();
    await page.goto(own.url);
    await page.getByRole('button', { name: 'Send', exact: true }).first().click();
    await page.locator('.outcome').first().getByText('Not sent.').waitFor();
    expect(await page.locator('.outcome').first().innerText()).toContain('npm start');
    await context.close();
    await own.close();
  });

  test('three tries, or a hundred, are undone by one button', async () => {
    const bench = await openBench(sandbox.url, operation);
    const at = JSON.stringify(sandbox.mock.world!.rows());
    // A queue that the agent has not: afterwards the call is out of reach.
    await bench.field('skillid').fill('4711');
    await bench.send();
    await bench.outcome.getByText(headlines.applied).waitFor();
    await bench.place.getByRole('button', { name: 'Start over' }).click();
    await bench.send();
    await bench.outcome.getByText(headlines.unknown).waitFor();
    await bench.world.getByText('How to get it accepted').first().waitFor();
    await bench.world.getByRole('button', { name: 'Reset the sandbox' }).click();
    await bench.world.getByText('Nothing has arrived yet.').waitFor();
    expect(JSON.stringify(sandbox.mock.world!.rows())).toBe(at);
    await bench.send();
    await bench.outcome.getByText(headlines.applied).waitFor();
    await close(bench);
  });

  test('what another program moves is seen, before and after, and heard', async () => {
    const bench = await openBench(sandbox.url, operation);
    const row = bench.world.locator('tr', { hasText: '1663580465-1134' });
    expect(await row.innerText()).toMatch(/\b8\b/);
    await fetch(sandbox.url + operation.path.replace('{agentid}', '101'), {
      method: operation.method,
      headers: {
        'Content-Type': 'application/json; charset=UTF-8',
        [session]: sandbox.mock.sessionOf({ agentid: '101' }),
      },
      body: JSON.stringify({ callid: '1663580465-1134', skillid: 1 }),
    });
    await row.locator('del', { hasText: '8' }).waitFor();
    expect(await row.locator('ins').innerText()).toBe('1');
    await expect.poll(() => bench.page.locator('#said').innerText()).toContain('skillid 8 → 1');
    await close(bench);
  });

  test('the reason of a refusal and the way to get it accepted are those of the terminal; keys of sessions are masked', async () => {
    const bench = await openBench(sandbox.url, operation);
    await bench.field('callid').fill('no-such-call');
    await bench.send();
    const entry = bench.world.locator('.log li').first();
    await entry.getByText('How to get it accepted').waitFor();
    const text = await entry.innerText();
    const unmet = unmetPrecondition(
      operation,
      {
        path: { agentid: '101' },
        query: {},
        headers: { [session.toLowerCase()]: sandbox.mock.sessionOf() },
        body: { callid: 'no-such-call', skillid: 1 },
      },
      sandbox.mock.world!,
    );
    for (const part of [unmet!.meaning!, '1663580465-1134']) expect(text).toContain(part);
    expect(await bench.world.innerText()).not.toContain(sandbox.mock.sessionOf());
    await close(bench);
  });

  test('the samples of every language and the curl line follow the form', async () => {
    const bench = await openBench(sandbox.url, operation, { permissions: ['clipboard-read', 'clipboard-write'] });
    await bench.field('callid').fill('a-call-of-mine');
    const samples = bench.page.locator('main > section').first().locator('.tabs > .panel pre code');
    expect(await samples.count()).toBeGreaterThan(3);
    for (const sample of await samples.all()) await expect.poll(() => sample.textContent()).toContain('a-call-of-mine');
    await bench.field('Situation').selectOption({ index: 1 });
    await bench.place.getByRole('button', { name: 'Copy as curl' }).click();
    const copied = (): Promise<string> => bench.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain('a-call-of-mine');
    const line = await copied();
    for (const part of [
      `curl -X ${operation.method} '${sandbox.url}`,
      `-H 'Prefer: example=${examples[0]!.name}'`,
      `-H '${session}: `,
    ]) {
      expect(line).toContain(part);
    }
    // What the client would not send is a request all the same, never the text of a complaint.
    await bench.field('agentid').fill('no such agent');
    await bench.place.getByRole('button', { name: 'Copy as curl' }).click();
    await expect.poll(copied).toContain('no%20such%20agent');
    await close(bench);
  });

  test('has no barrier on any screen: form, success, refusal and mistake', async () => {
    const bench = await openBench(sandbox.url, operation, { bypassCSP: true });
    const found: string[] = [];
    const look = async (what: string, part?: string): Promise<void> => {
      for (const { viewport, colorScheme } of screens) {
        await bench.page.setViewportSize(viewport);
        await bench.page.emulateMedia({ colorScheme });
        const barriers = await barriersOf(bench.page, part);
        found.push(...barriers.map((barrier) => `${what}, ${viewport.width} wide, ${colorScheme}: ${barrier}`));
      }
    };
    await look('form');
    // All that changes from here on.
    const own = `.try[data-operation="${operation.id}"]`;
    await bench.send();
    await bench.outcome.getByText(headlines.applied).waitFor();
    await look('success', own);
    await bench.field(session).fill('a-key-that-has-lapsed');
    await bench.send();
    await bench.outcome.getByText(headlines['not-applied']).waitFor();
    await look('refusal', own);
    await bench.field('agentid').fill('wrong');
    await bench.send();
    await bench.outcome.getByText('Not sent.').waitFor();
    await look('mistake', own);
    expect(found).toEqual([]);
    await close(bench);
  });

  test('the keyboard alone fills the form in, sends, and sees the verdict below the header', async () => {
    const bench = await openBench(sandbox.url, operation, { viewport: { width: 1280, height: 600 } });
    await bench.field('callid').focus();
    for (let steps = 0; steps < 10; steps += 1) {
      await bench.page.keyboard.press('Tab');
      if (await bench.page.evaluate(() => (document.activeElement as HTMLButtonElement).type === 'submit')) break;
    }
    await bench.page.keyboard.press('Enter');
    await bench.outcome.getByText(headlines.applied).waitFor();
    const [top, header, bottom] = await bench.page.evaluate(() => {
      const box = document.querySelector('.verdict')!.getBoundingClientRect();
      return [
        box.top,
        document.querySelector('.bar')!.getBoundingClientRect().bottom,
        box.bottom - innerHeight,
      ] as const;
    });
    expect(top).toBeGreaterThanOrEqual(header);
    expect(bottom).toBeLessThanOrEqual(0);
    await close(bench);
  });
});
