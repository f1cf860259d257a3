import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const folder = new URL('spec/decisions/', root);
const pages = readdirSync(folder).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

test.each(pages)('$name has date, sources, reading and what is tolerated', ({ text }) => {
  expect(text).toMatch(/^# .+\n\n\d{4}-\d\d-\d\d · (accepted|superseded by \[.+\]\(.+\))( · toolkit)?\n/);
  for (const part of ['**Sources.**', '**Reading.**', '**Tolerated.**']) expect(text).toContain(part);
});

test.each(pages)('$name is held by a test that is there', ({ text }) => {
  const [, sentence, file] = /\*\*Held by\*\* "([^"]+)"\s\(([^)]+)\)/.exec(text) ?? [];
  expect(sentence).toBeDefined();
  expect(readFileSync(new URL(file!, root), 'utf8')).toContain(sentence);
});

test('each contradiction and each choice has a page', () => {
  expect(pages.length).toBeGreaterThanOrEqual(10);
});
