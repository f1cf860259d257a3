import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);

/** What makes a test depend on how busy the machine is. */
const restless = [
  // A sleep: it waits for a time, not for a condition.
  /await .*\bset(Timeout|Interval)\(\w+,/,
  /\bawait (sleep|delay|pause|wait)\(\d/,
  /from 'node:timers\/promises'/,
  // A time-out of its own, which a busy machine reaches before one that hangs does.
  /^\}, [\d_]+\);$/,
  /^ {2}\d{1,2}_\d{3},$/,
  /, \{ timeout: \d{1,2}_\d{3} \}, async/,
  // A limit on what the clock says. That something took at least a time may be demanded.
  /expect\(.*\b(performance|Date)\.now\(\).*\)\.(toBeLess|toBeCloseTo|toBe\()/,
];

const isRestless = (line: string): boolean => restless.some((pattern) => pattern.test(line));

test('no test sleeps, or limits what the clock says', () => {
  const files = execFileSync('git', ['ls-files', '*.test.ts', ':!*/calm.test.ts'], { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n');
  expect(files.length).toBeGreaterThan(50);
  const found = files.flatMap((file) =>
    readFileSync(fileURLToPath(new URL(file, root)), 'utf8')
      .split('\n')
      .flatMap((line, index) => (isRestless(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

test.each([
  'await new Promise((resolve) => setTimeout(resolve, 400));',
  "import { setTimeout } from 'node:timers/promises';",
  'await sleep(20);',
  '}, 60_000);',
  '  30_000,',
  "test('a name', { timeout: 60_000 }, async () => {",
  'expect(performance.now() - start).toBeLessThan(1_500);',
])('%s is found', (line) => {
  expect(isRestless(line)).toBe(true);
});

test.each(['expect(performance.now() - start).toBeGreaterThan(75);', 'setTimeout(() => socket.write(reply), 700);'])(
  '%s is left alone',
  (line) => {
    expect(isRestless(line)).toBe(false);
  },
);
