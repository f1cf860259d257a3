import { expect, test } from 'vitest';
import type { LoggedExchange } from '../src/index.ts';
import { startMock } from '../src/index.ts';
import { ask, body, success, text } from './ask.ts';

test('who listens is told of each exchange what the log tells, with the way to get a refused one accepted', async () => {
  const told: LoggedExchange[] = [];
  await using mock = await startMock({ onExchange: (facts) => told.push(facts) });
  await ask(mock, { body: { ...body, [text]: 'no-such-call' } });
  await ask(mock, {});
  expect(told).toHaveLength(2);
  expect(told[0]).toMatchObject({ status: success, example: 'noSuchCall', unmet: 'callQueues', violations: [] });
  expect(told[0]!.hint).toContain('1663580465-1134');
  expect(told[1]).toMatchObject({ example: 'moved' });
  expect(told[1]).not.toHaveProperty('hint');
});
