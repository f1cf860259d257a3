import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningMock } from '../../src/index.ts';
import { mockFor } from '../ask.ts';
import { differences, type Difference } from './differences.ts';
import { startPrismCli, type PrismCli } from '@cc-gateway/testing/prism-cli';
import { randomRequest } from './random.ts';
import { deadly, listed } from './requests.ts';
import { exchange, type Outcome, type Request } from './send.ts';

const document = fileURLToPath(import.meta.resolve('@cc-gateway/spec/openapi.yaml'));

let prism: PrismCli;
let mock: RunningMock;
const seen = new Set<Difference>();

beforeAll(async () => {
  prism = await startPrismCli(document);
  mock = await mockFor({ violations: 'problem', scenario: 'open' });
});

afterAll(async () => {
  prism.close();
  await mock.close();
});

/** What the two answer differently and no line of the table explains. */
async function unexplained(request: Request): Promise<{ request: Request; prism: Outcome; ours: Outcome } | undefined> {
  const [theirs, ours] = await Promise.all([
    exchange(prism.url, request),
    exchange(mock.url, request, { isPatient: true }),
  ]);
  if (JSON.stringify(theirs) === JSON.stringify(ours)) return undefined;
  const found =
    ours === 'no answer' ? [] : differences.filter((difference) => difference.explains(request, theirs, ours));
  for (const difference of found) seen.add(difference);
  return found.length > 0 ? undefined : { request, prism: theirs, ours };
}

async function allUnexplained(requests: Request[]) {
  const waiting = [...requests];
  const found: unknown[] = [];
  const work = async (): Promise<void> => {
    for (let request = waiting.shift(); request; request = waiting.shift()) {
      const difference = await unexplained(request);
      if (difference) found.push(difference);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return found;
}

test.for(Object.keys(listed))(
  '%s: the mock answers as prism-cli does, but for the listed differences',
  async (name) => {
    expect(await allUnexplained(listed[name]!)).toEqual([]);
  },
);

test('thousands of random requests get the same answers', async () => {
  const requests = fc.sample(randomRequest, { seed: 20261123, numRuns: 3_000 });
  expect(await allUnexplained(requests)).toEqual([]);
});

test('what ends prism-cli is answered', async () => {
  for (const request of deadly) {
    if (!prism.isAlive()) prism = await startPrismCli(document);
    expect(await unexplained(request)).toBeUndefined();
    await expect.poll(() => prism.isAlive()).toBe(false);
  }
});

test('every listed difference was met', () => {
  expect(differences.filter((difference) => !seen.has(difference))).toEqual([]);
});
