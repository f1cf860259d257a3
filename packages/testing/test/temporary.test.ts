import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import temporary from '../temporary.ts';

beforeEach(() => {
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) vi.stubEnv(name, process.env[name]);
});
afterEach(() => vi.unstubAllEnvs());

test('tests have a folder of their own for temporary files, and nothing in it is left after them', () => {
  const before = tmpdir();
  expect(basename(before)).toMatch(/^cc-/);
  const remove = temporary();
  const left = mkdtempSync(join(tmpdir(), 'left-'));
  expect(existsSync(left)).toBe(true);
  remove();
  expect(existsSync(left)).toBe(false);
  // A process may run tests more than once.
  expect(tmpdir()).toBe(before);
});
