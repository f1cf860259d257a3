import { beforeAll, expect, test } from 'vitest';
import plugin from '../lint/plugin.ts';
import { lintCopies, type Reported } from './lint/copies.ts';
import { mutations } from './lint/mutations.ts';
import { variants } from './lint/variants.ts';

let reported: (Reported[] | Error)[];
beforeAll(async () => {
  reported = await lintCopies([...mutations.map((mutation) => [mutation]), ...variants.map(({ edits }) => edits)]);
});

test.each(mutations.map((mutation, index) => ({ ...mutation, index })))(
  '$rule reports $what',
  ({ index, rule, file, at = file, line, says }) => {
    if (reported[index] instanceof Error) throw reported[index];
    const problem = { rule, file: at, line: expect.stringContaining(line), message: expect.stringContaining(says) };
    expect(reported[index], 'what lint says is stated once more in spec/test/lint/mutations.yaml').toContainEqual(
      problem,
    );
  },
);

test.each(variants.map((variant, index) => ({ ...variant, index: mutations.length + index })))(
  'lint passes $what',
  ({ index }) => {
    if (reported[index] instanceof Error) throw reported[index];
    expect(reported[index]).toEqual([]);
  },
);

test('every rule of ours has a mutation that it reports', () => {
  const ours = Object.keys(plugin().rules.oas3).map((name) => `cc-gateway/${name}`);
  expect(ours.filter((name) => !mutations.some(({ rule }) => rule === name))).toEqual([]);
});
