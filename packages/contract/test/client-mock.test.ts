import { createGatewayClient, GatewayError, RefusedError } from '@cc-gateway/client';
import { startMock } from '@cc-gateway/mock';
import { codeOf, contract, sampleRequests } from '@cc-gateway/spec';
import { describe, expect, test } from 'vitest';

type Call = (args: unknown) => Promise<unknown>;

for (const operation of contract.operations) {
  describe(`the client's ${operation.id}, against the mock`, () => {
    const samples = sampleRequests(contract, operation);
    const answers = operation.answers.flatMap(({ status, contents }) =>
      contents.flatMap(({ examples }) =>
        examples.map(({ name, value }) => ({
          name,
          value,
          code: codeOf(operation, { status: Number(status), body: value }),
        })),
      ),
    );
    const refusals = operation.success ? answers.filter(({ code }) => code !== operation.success!.equals) : [];

    async function caller(headers: Record<string, string> = {}) {
      const mock = await startMock();
      const guid = samples[0]!.headers[operation.security[0]?.[0]?.name ?? ''] ?? 'none';
      const client = createGatewayClient({ baseUrl: mock.url, guid, headers, retries: 0 });
      return { mock, call: (client as unknown as Record<string, Call>)[operation.id]! };
    }

    test.each(samples)('resolves with the answer to the example request $name', async ({ parts }) => {
      const { mock, call } = await caller();
      await using _ = mock;
      const { path, query, headers, body } = parts;
      const names = operation.parameters.filter(({ in: place }) => place === 'header').map(({ name }) => name);
      const fromHeaders = Object.fromEntries(names.map((name) => [name, headers[name.toLowerCase()]]));
      const answer = await call({ ...path, ...query, ...fromHeaders, ...(body as object) });
      const values = answers.map(({ value }) => value);
      expect(values.length > 0 ? values : [undefined]).toContainEqual(answer);
    });

    test.each(refusals)('throws a refusal that explains $code', async ({ name, code }) => {
      const { mock, call } = await caller({ Prefer: `example=${name}` });
      await using _ = mock;
      const { path, query, body } = samples[0]!.parts;
      const error = await call({ ...path, ...query, ...(body as object) }).catch((reason: unknown) => reason);
      const { meaning, outcome, class: kind } = contract.retcodes.of(String(code));
      expect(error).toBeInstanceOf(RefusedError);
      expect(error).toBeInstanceOf(GatewayError);
      expect(error).toMatchObject({ retcode: code, class: kind, outcome, operationId: operation.id });
      expect((error as Error).message).toContain(meaning);
    });
  });
}
