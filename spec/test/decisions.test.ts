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
  const [, sentences, file] = /\*\*Held by\*\* ("[^(]+")\s\(([^)]+)\)/.exec(text.replaceAll(/\s+/g, ' ')) ?? [];
  expect(sentences).toBeDefined();
  const held = readFileSync(new URL(file!, root), 'utf8');
  for (const [, sentence] of sentences!.matchAll(/"([^"]+)"/g)) expect(held).toContain(sentence);
});

// Readers of the docs see what is about the gateway; what is about this toolkit is marked so, and left out there.
test.each(pages)('$name has a source of the vendor, or is marked as one about the toolkit', ({ text }) => {
  const [, sources] = /\*\*Sources\.\*\*([\s\S]*?)\*\*Reading\.\*\*/.exec(text)!;
  const isAboutGateway = /\bvendor|operation's page|\bpages? of the/i.test(sources!);
  expect(/^\d{4}-\d\d-\d\d · .* · toolkit$/m.test(text)).toBe(!isAboutGateway);
});

test('no two pages have the same number', () => {
  const numbers = pages.map(({ name }) => name.slice(0, 4));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('each contradiction and each choice has a page', () => {
  expect(pages.length).toBeGreaterThanOrEqual(10);
});
