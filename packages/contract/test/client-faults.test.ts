import { createGatewayClient, GatewayError, type Fetch } from '@cc-gateway/client';
import { createNodeFetch } from '@cc-gateway/client/node';
import { sampleRequests } from '@cc-gateway/spec';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { caseOf, planOf } from '../src/check/requests/plan.ts';
import { answerRules } from '../src/check/answers/rules/catalogue.ts';
import { see } from '../src/check/answers/reading/observed.ts';
import { exchange } from '../src/check/wire/exchange.ts';
import { readTarget } from '../src/check/wire/target.ts';
import { answerFaults } from './faulty/answers.ts';
import { connectionFaults } from './faulty/connections.ts';
import { guid, own as contract } from './faulty/document.ts';
import { startGateway, type Change } from './faulty/gateway.ts';
import { variants } from './faulty/variants.ts';

const [operation] = contract.operations;
const [sample] = sampleRequests(contract, operation!);
const wrongGuid = guid.replace('7', '8');
const timeoutMs = 1_000;

/** Rules about what a client does not see: it reads one answer, and asks for the content codings that it can read. */
const unseen = /^(auth|media\/content-coding|transport\/(unsolicited|duplicate-header|interim|head-size|head-syntax))/;
/** Half of a pair is a string in JavaScript, and harms nobody. */
const harmless = new Set(['envelope/surrogate']);

/** One media type said twice is still one: the rules name it, and a client reads it. */
const isRead = new Set(['application/json, application/json']);

/** The rules that the answer to the sample request breaks, for a client. */
async function brokenFor(url: string, key: string): Promise<string[]> {
  const target = readTarget(url, { ca: undefined, timeoutMs });
  const { path, query, body } = sample!.parts;
  const values = { path, query, header: {}, cookie: {}, querystring: {}, body };
  const plan = planOf({ target } as Parameters<typeof planOf>[0], operation!, values, key, false);
  const parts = { id: 'client', rule: 'refuses/example', about: '', wire: plan.wire, expect: 'anything' } as const;
  const each = caseOf(plan, parts);
  const seen = see(contract, each, await exchange(target, each.wire), []);
  return answerRules
    .filter(({ name, severity }) => severity === 'violation' && !unseen.test(name) && !harmless.has(name))
    .filter((rule) => rule.judge(seen).length > 0)
    .map(({ name }) => name);
}

async function outcomeOf(url: string, key: string, fetch: Fetch | undefined, timeout: number): Promise<unknown> {
  const client = createGatewayClient({ baseUrl: url, guid: key, timeout, retries: 0, fetch });
  const { path, query, body } = sample!.parts;
  const args = { ...path, ...query, ...(body as object) } as Parameters<typeof client.assignUserInQueue>[0];
  return client.assignUserInQueue(args).catch((reason: unknown) => reason);
}

/** Asks through the client at a gateway of its own: faults count their requests. */
async function ask(
  change: Change,
  key: string,
  fetch?: Fetch,
  timeout: number = timeoutMs,
): Promise<[unknown, string[]]> {
  const [asked, judged] = [await startGateway(change), await startGateway(change)];
  try {
    return [await outcomeOf(asked.url, key, fetch, timeout), await brokenFor(judged.url, key)];
  } finally {
    await Promise.all([asked.close(), judged.close()]);
  }
}

const transports: [string, Fetch | undefined][] = [
  ['the platform', undefined],
  ['the transport for Node', createNodeFetch()],
];
const faults = transports.flatMap(([transport, fetch]) =>
  [...answerFaults, ...connectionFaults].map(({ name, change }) => ({ name, change, transport, fetch })),
);

test.concurrent.each(faults)(
  'served to the client over $transport, the fault "$name" ends in a typed error, or in a success that is one',
  async ({ name, change, fetch }) => {
    const [accepted, broken] = await ask(change, guid, fetch);
    const [refused] = await ask(change, wrongGuid, fetch);
    expect(refused).toBeInstanceOf(GatewayError);
    if (broken.length > 0 && !isRead.has(name)) expect(accepted).toBeInstanceOf(GatewayError);
    else if (!(accepted instanceof GatewayError)) expect(accepted).toMatchObject({ retcode: '0' });
    for (const result of [accepted, refused].filter((each) => each instanceof Error)) {
      expect(['not-applied', 'unknown']).toContain((result as GatewayError).outcome);
      expect(inspect(result, { depth: 9 }) + JSON.stringify(result)).not.toContain(guid.slice(1, 30));
    }
  },
);

// A gateway that asks to come again later is answered by a caller's patience.
test.concurrent.each(Object.entries(variants).filter(([name]) => !name.startsWith('a switch-over')))(
  'the client takes the answer of a gateway with %s',
  async (_, change) => {
    const [accepted] = await ask(change, guid, undefined, 60_000);
    expect(accepted).toMatchObject({ retcode: '0' });
  },
);
