import { startMock } from '@cc-gateway/mock';
import { contract, isSuccess, sampleRequests, type Operation, type SampleRequest } from '@cc-gateway/spec';
import { describe, expect, test } from 'vitest';
import { violationsOf } from '../src/index.ts';

async function ask(origin: string, sample: SampleRequest, changes: { headers?: Record<string, string> } = {}) {
  const response = await fetch(origin + sample.target, {
    method: sample.method,
    headers: { ...sample.headers, ...changes.headers },
    ...(sample.content !== undefined && { body: Buffer.from(sample.content as string) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

const documented = (operation: Operation) =>
  operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap(({ examples }) => examples.map(({ name, value }) => ({ status: Number(status), name, value }))),
  );

for (const operation of contract.operations) {
  describe(`the mock of ${operation.id}`, () => {
    const samples = sampleRequests(contract, operation);

    test.each(samples)('carries out the example request $name', async (sample) => {
      await using mock = await startMock();
      const answer = await ask(mock.url, sample);
      expect(violationsOf(operation, answer)).toEqual([]);
      expect(isSuccess(operation, answer)).toBe(true);
    });

    test.each(documented(operation))('gives $name when asked for it', async ({ name, status, value }) => {
      await using mock = await startMock();
      const answer = await ask(mock.url, samples[0]!, { headers: { Prefer: `code=${status}, example=${name}` } });
      expect(answer).toMatchObject({ status, body: value });
      expect(violationsOf(operation, answer)).toEqual([]);
    });
  });
}
