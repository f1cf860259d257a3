import { createGatewayClient, GatewayError, RefusedError } from '@cc-gateway/client';
import { startMock } from '@cc-gateway/mock';
import { codeOf, contract, sampleRequests, type Operation, type RequestParts } from '@cc-gateway/spec';
import { describe, expect, test } from 'vitest';

type Call = (args: unknown) => Promise<unknown>;

/** A sample's parts as the flat arguments of the client's method. */
function argumentsOf(
  { parameters, body: documented }: Operation,
  { path, query, headers, body }: RequestParts,
): object {
  const inHeaders = parameters.filter(({ in: place }) => place === 'header');
  const fromHeaders = inHeaders.map(({ name, example }) => [name, example ?? headers[name.toLowerCase()]]);
  const isFlat = typeof body === 'object' && !Array.isArray(body);
  const own = isFlat ? body : body !== undefined && { [documented?.argument ?? 'body']: body };
  return { ...path, ...query, ...Object.fromEntries(fromHeaders), ...own };
}

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
      const [scheme] = operation.security[0] ?? [];
      const guid = scheme?.name === undefined ? undefined : samples[0]!.headers[scheme.name];
      const others = scheme && guid === undefined && { credentials: { [scheme.scheme]: 'key-0123456789' } };
      const options: object = {
        baseUrl: mock.url,
        headers,
        retries: 0,
        ...(guid !== undefined && { guid }),
        ...others,
      };
      const client = createGatewayClient(options as Parameters<typeof createGatewayClient>[0]);
      return { mock, call: (client as unknown as Record<string, Call>)[operation.id]! };
    }

    test.each(samples)('resolves with the answer to the example request $name', async ({ parts }) => {
      const { mock, call } = await caller();
      await using _ = mock;
      const answer = await call(argumentsOf(operation, parts));
      const values = answers.map(({ value }) => value);
      const read = answer instanceof Uint8Array ? new TextDecoder().decode(answer) : answer;
      expect(values.length > 0 ? values : [undefined]).toContainEqual(read);
    });

    test.each(refusals)('throws a refusal that explains $code', async ({ name, code }) => {
      const { mock, call } = await caller({ Prefer: `example=${name}` });
      await using _ = mock;
      const error = await call(argumentsOf(operation, samples[0]!.parts)).catch((reason: unknown) => reason);
      const { meaning, outcome, class: kind } = contract.retcodes.of(String(code));
      expect(error).toBeInstanceOf(RefusedError);
      expect(error).toBeInstanceOf(GatewayError);
      expect(error).toMatchObject({ retcode: code, class: kind, outcome, operationId: operation.id });
      expect((error as Error).message).toContain(meaning);
    });
  });
}
