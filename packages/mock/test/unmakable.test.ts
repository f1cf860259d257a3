import type { Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { tellUnmakable } from '../src/prism/unmakable.ts';
import { contractOf } from './document.ts';

const never = { type: 'string', not: { type: 'string' } };
const answering = (schema: Json, more: Json = {}) => ({
  get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema, ...more } } } } },
});
const contract = contractOf({
  '/never': answering(never),
  '/shown': answering({ ...never }, { example: 'shown' }),
  '/usual': answering({ type: 'string' }),
});

async function told(asked: Parameters<typeof tellUnmakable>[1], signal = new AbortController().signal) {
  const sentences: string[] = [];
  await tellUnmakable(contract, asked, (sentence) => void sentences.push(sentence), signal);
  return sentences;
}

test('an answer for which no value keeps the schema is named, with its place and the reason', async () => {
  expect(await told({})).toEqual([
    expect.stringMatching(
      /^GET \/never answers 200 with what breaks its schema\. .*#\/paths\/~1never\/get\/.*schema: no value was found that keeps the schema: the value must NOT be valid/,
    ),
  ]);
});

test('where examples are not asked for, answers that have one are looked at, too', async () => {
  const both = [expect.stringContaining('GET /never'), expect.stringContaining('GET /shown')];
  expect(await told({ ignoreExamples: true })).toEqual(both);
  expect(await told({ dynamic: true })).toEqual(both);
});

test('nothing is told of a mock that ends', async () => {
  expect(await told({}, AbortSignal.abort())).toEqual([]);
});
