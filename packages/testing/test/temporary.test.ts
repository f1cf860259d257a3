import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import temporary, { makeFolder } from '../temporary.ts';

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

test.each([
  { where: 'in memory', told: undefined, room: 0, isInMemory: true },
  { where: 'elsewhere for who has named a folder', told: tmpdir(), room: 0, isInMemory: false },
  { where: 'elsewhere where there is no room', told: undefined, room: Infinity, isInMemory: false },
])('the folder is $where', ({ told, room, isInMemory }) => {
  const memory = mkdtempSync(join(tmpdir(), 'memory-'));
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) vi.stubEnv(name, told);
  const folder = makeFolder(memory, room);
  expect(dirname(folder) === memory).toBe(isInMemory);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
  expect(readdirSync(memory)).toEqual([]);
});

test('the folder is elsewhere where the system has none in memory', () => {
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) vi.stubEnv(name, undefined);
  const folder = makeFolder(join(tmpdir(), 'nowhere'), 0);
  expect(dirname(folder)).toBe(tmpdir());
  rmSync(folder, { recursive: true });
});
