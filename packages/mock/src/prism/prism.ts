import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpOperationConfig,
  type PrismHttpComponents,
} from '@stoplight/prism-http';
import type { Contract, Operation } from '@cc-gateway/spec';
import type { Incoming } from '../incoming.ts';
import { logger } from './logger.ts';
import { createAnswerer, type Answerer } from './answers.ts';
import { acceptFast } from './accept.ts';
import type { Violation } from '../violations.ts';

/** An answer before it is written: its body is what the contract or Prism gives. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** An answer, or the error that Prism found instead of one; and what Prism's answer itself breaks. */
export type PrismAnswer = (Answer & { faults: Violation[] }) | { error: Error & { status?: number } };

/** What decides over a request that Prism has routed and validated; it leaves answering to `answer`. */
export type Decide = (
  operation: Operation,
  violations: Violation[],
  answer: (violations: Violation[], choice: Preference) => ReturnType<Answerer>,
) => ReturnType<Answerer>;

/** Which answer Prism shall give: by status, by example, or made from the schema. */
export type Preference = {
  [key in 'code' | 'exampleKey' | 'dynamic' | 'seed']?: IHttpOperationConfig[key] | undefined;
};

type Mocker = PrismHttpComponents['mock'];

/** Prism over one contract: it routes, validates and answers, and asks `decide` which answer to give. */
export async function createPrism(contract: Contract) {
  const resources = await operationsOf(contract);
  const operations = new Map(
    resources.map((resource) => [
      resource,
      contract.operations.find(
        ({ method, path }) => method === resource.method.toUpperCase() && path === resource.path,
      )!,
    ]),
  );
  const answerer = createAnswerer();
  const mock: Mocker =
    ({ resource, input, config }) =>
    () => {
      const { decide, ...preference } = config as unknown as Preference & { decide: Decide };
      return decide(operations.get(resource)!, input.validations, (violations, choice) =>
        answerer(resource, { data: input.data, validations: violations }, { ...preference, ...choice }),
      );
    };
  const prism = createInstance(configOf({}), { logger, mock, ...acceptFast(resources) });

  return async (incoming: Incoming, preference: Preference, decide: Decide): Promise<PrismAnswer> => {
    const { method, path, query, headers, body } = incoming;
    const url = { path, query, ...(typeof query.__server === 'string' && { baseUrl: query.__server }) };
    const input = { method: method.toLowerCase() as 'put', url, headers: headers as Record<string, string>, body };
    const result = await prism.request(input, resources, configOf({ ...preference, decide }))();
    if (result._tag === 'Left') return { error: result.left };
    const { output, validations } = result.right;
    const { statusCode: status, headers: answered = {}, body: value } = output;
    return { status, headers: answered, body: value, faults: validations.output };
  };
}

async function operationsOf(contract: Contract) {
  const resources = await getHttpOperationsFromSpec(structuredClone(contract.document));
  // The default of OpenAPI, which prism-cli puts in as it prints the paths.
  for (const parameter of resources.flatMap(({ request }) => request?.query ?? [])) {
    if ((parameter.style as string) === 'form') parameter.explode ??= true;
  }
  return resources;
}

// Made anew for each request: Prism writes the request's Accept into it.
const configOf = (mock: Preference & { decide?: Decide }): IHttpConfig => ({
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  upstreamProxy: undefined,
  mock: mock as IHttpOperationConfig,
});
