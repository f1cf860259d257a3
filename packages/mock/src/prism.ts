import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpOperationConfig,
  type PrismHttpComponents,
} from '@stoplight/prism-http';
import prismMocker from '@stoplight/prism-http/dist/mocker/index.js';
import type { Contract } from '@cc-gateway/spec';
import type { Incoming } from './incoming.ts';
import type { Violation } from './violations.ts';

type Mocker = PrismHttpComponents['mock'];

/** An answer, or the error that Prism found instead of one. */
export type PrismAnswer =
  { status: number; headers: Record<string, string>; body: unknown } | { error: Error & { status?: number } };

/** What decides over a request that Prism has routed and validated; it leaves answering to `answer`. */
export type Decide = (
  route: { method: string; path: string },
  violations: Violation[],
  answer: (violations: Violation[], choice: Partial<IHttpOperationConfig>) => ReturnType<ReturnType<Mocker>>,
) => ReturnType<ReturnType<Mocker>>;

/** Prism over one contract: it routes, validates and answers, and asks `decide` which answer to give. */
export async function createPrism(contract: Contract) {
  const resources = await getHttpOperationsFromSpec(structuredClone(contract.document));
  return async (incoming: Incoming, preference: IHttpOperationConfig, decide: Decide): Promise<PrismAnswer> => {
    const mock: Mocker =
      ({ resource, input, config }) =>
      (log) =>
        decide(resource, input.validations, (violations, choice) =>
          ownMocker({
            resource,
            input: { ...input, validations: violations },
            config: { ...config, ...choice },
          })(log),
        );
    const { method, path, query, headers, body } = incoming;
    const input = { method: method.toLowerCase() as 'put', url: { path, query }, headers, body };
    const result = await createInstance(configOf(preference), { logger, mock }).request(
      input,
      resources,
      configOf(preference),
    )();
    if (result._tag === 'Left') return { error: result.left };
    const { statusCode, headers: answered = {}, body: value } = result.right.output;
    return { status: statusCode, headers: answered, body: value };
  };
}

const ownMocker = ((prismMocker as { default?: Mocker }).default ?? prismMocker) as Mocker;

// Made anew for each request: Prism writes the request's Accept into it.
const configOf = (mock: IHttpOperationConfig): IHttpConfig => ({
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { ...mock },
});

const quiet = (): void => {};
const logger: never = Object.assign(
  Object.fromEntries(['trace', 'debug', 'info', 'success', 'warn', 'error', 'fatal'].map((level) => [level, quiet])),
  { child: () => logger },
) as never;
