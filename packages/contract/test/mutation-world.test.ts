import { expect, test } from 'vitest';
import { reportOn, testFaults, violated } from './faulty/judge.ts';
import { keep } from './faulty/gateway.ts';
import { worldFaults } from './faulty/world.ts';

testFaults('world', worldFaults);

test('a gateway that keeps the example rows is tried at every line, and nothing is found', async () => {
  const report = await reportOn({ keep });
  expect(violated(report)).toEqual([]);
  const places = new Map(report.coverage.rules.map((rule) => [rule.name, rule.places]));
  expect(places.get('state/precondition')).toBe(1);
  expect(places.get('state/effect')).toBe(1);
  expect(report.untested.map(({ about }) => about).join()).not.toMatch(/precondition|effect/);
});
