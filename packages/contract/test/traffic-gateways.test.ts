import { sampleRequests, type Contract } from '@cc-gateway/spec';
import { afterAll, test } from 'vitest';
import { answerRules } from '../src/check/answers/rules/catalogue.ts';
import { see } from '../src/check/answers/reading/observed.ts';
import { caseOf, planOf } from '../src/check/requests/plan.ts';
import { exchange, type Capture } from '../src/check/wire/exchange.ts';
import { readTarget } from '../src/check/wire/target.ts';
import { tapConnection } from '../src/traffic/proxy/tap.ts';
import { judgeTraffic } from '../src/traffic/traffic.ts';
import { answerFaults } from './faulty/answers.ts';
import { connectionFaults } from './faulty/connections.ts';
import { bounded, guid } from './faulty/document.ts';
import { exposureFaults } from './faulty/exposure.ts';
import type { Fault } from './faulty/fault.ts';
import { startGateway } from './faulty/gateway.ts';
import { requestFaults } from './faulty/requests.ts';
import { variants } from './faulty/variants.ts';
import { worldFaults } from './faulty/world.ts';

/** What the checks find in the answer to the sample request, and what is found in the bytes as they pass. */
async function bothOf(contract: Contract, url: string, key: string): Promise<{ checked: string[]; passed: string[] }> {
  const target = readTarget(url, { ca: undefined, timeoutMs: 400 });
  const [operation] = contract.operations;
  const { path, query, body } = sampleRequests(contract, operation!)[0]!.parts;
  const values = { path, query, header: {}, cookie: {}, querystring: {}, body };
  const plan = planOf({ target } as Parameters<typeof planOf>[0], operation!, values, key, false);
  const about = { id: 'passed', rule: 'refuses/example', about: '', wire: plan.wire, expect: 'anything' } as const;
  const each = caseOf(plan, about);
  const capture = await exchange(target, each.wire);
  const seen = see(contract, each, capture, [key]);
  const checked = answerRules.filter((rule) => !isTimed(rule) && rule.judge(seen).length > 0);
  return { checked: checked.map(({ name }) => name).toSorted(), passed: passedOf(contract, capture) };
}

/** How long an answer may take is for who waits to say: what passes is judged when it is over. */
const isTimed = ({ name }: { name: string }): boolean => ['transport/first-byte', 'transport/stall'].includes(name);

function passedOf(contract: Contract, { sent, received, ending }: Capture): string[] {
  const judge = judgeTraffic(contract, 'a test');
  const tap = tapConnection((passed) => void judge.judge(passed));
  tap.sent(sent);
  tap.answered(received);
  tap.ended(ending === 'reset' ? 'reset' : ending === 'closed' ? 'closed' : 'open');
  const { findings } = judge.report();
  return findings.flatMap(({ side, rule }) => (side === 'provider' ? [rule] : [])).toSorted();
}

const faults: Fault[] = [...answerFaults, ...connectionFaults, ...exposureFaults, ...requestFaults, ...worldFaults];
let found = 0;

test.concurrent.for(faults)(
  'what is found in an answer of "$name" is found as it passes',
  async (fault, { expect }) => {
    const gateway = await startGateway(fault.change);
    try {
      for (const key of [guid, guid.replace('7', '8')]) {
        const { checked, passed } = await bothOf(fault.spec ?? bounded, gateway.url, key);
        expect(passed).toEqual(expect.arrayContaining(checked));
        found += checked.length;
      }
    } finally {
      await gateway.close();
    }
  },
);

test.concurrent.for(Object.entries(variants))(
  'nothing is found in what passes of %s',
  async ([, change], { expect }) => {
    const gateway = await startGateway(change);
    try {
      const { checked, passed } = await bothOf(bounded, gateway.url, guid);
      // A member more is worth a look, for both.
      expect([checked, passed].flat().filter((rule) => rule !== 'envelope/extra-member')).toEqual([]);
    } finally {
      await gateway.close();
    }
  },
);

afterAll(() => {
  if (found < 100) throw new Error(`${found} findings were compared, expected at least 100.`);
});
