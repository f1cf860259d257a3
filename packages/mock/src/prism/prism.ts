import type { PrismHttpComponents } from '@stoplight/prism-http';
import { dereferenced } from '@cc-gateway/openapi';
import type { Contract, Operation } from '@cc-gateway/spec';
import type { Incoming } from '../incoming.ts';
import { modules } from '../modules.ts';
import type { Violation } from '../violations.ts';
import { acceptFast } from './accept.ts';
import { createAnswerer, type Answerer } from './answers.ts';
import { recordedOf, type Recorded } from './recorded.ts';
import type { Preference, PrismAnswer, Resource } from './types.ts';

/** What decides over a request that Prism has routed and validated; it leaves answering to `answer`. */
export type Decide = (
  operation: Operation,
  violations: Violation[],
  answer: (violations: Violation[], choice: Preference) => ReturnType<Answerer>,
) => ReturnType<Answerer>;

/** Prism over one contract: it routes, validates and answers, and asks `decide` which answer to give. */
export async function createPrism(contract: Contract, recorded: Recorded | undefined = recordedOf(contract)) {
  const resources = recorded?.resources ?? (await resourcesOf(contract));
  const operations = new Map(
    resources.map((resource) => [
      resource,
      contract.operations.find(
        ({ method, path }) => method === resource.method.toUpperCase() && path === resource.path,
      )!,
    ]),
  );
  const { outputs, answers } = rememberedOf(recorded);
  const components = acceptFast(resources, outputs);
  const answerer = createAnswerer(answers);

  return (incoming: Incoming, preference: Preference, decide: Decide): PrismAnswer => {
    const { method, path, query, headers, body } = incoming;
    const url = { path, query, ...(typeof query.__server === 'string' && { baseUrl: query.__server }) };
    const data = { method: method.toLowerCase() as 'put', url, headers: headers as Record<string, string>, body };
    const routed = components.route({ resources, input: data });
    if (routed._tag === 'Left') return { error: routed.left };
    const resource = routed.right;
    const asked = { resource, element: data };
    const found = [components.validateSecurity(asked), components.validateInput(asked)];
    const violations = found.flatMap((verdict) => (verdict._tag === 'Left' ? verdict.left : []));
    const answer = decide(operations.get(resource)!, violations, (validations, choice) =>
      answerer(resource, { data, validations }, { ...preference, ...choice }),
    );
    if (answer._tag === 'Left') return { error: answer.left };
    const verdict = components.validateOutput({ resource, element: answer.right });
    const { statusCode: status, headers: answered = {}, body: value } = answer.right;
    const faults = verdict._tag === 'Left' ? (verdict.left as Violation[]) : [];
    return { status, headers: answered, body: value, faults };
  };
}

/** Prism's form of a contract's operations. */
export async function resourcesOf(contract: Contract): Promise<Resource[]> {
  const resources = await modules.prism.getHttpOperationsFromSpec(structuredClone(dereferenced(contract.bundled)));
  // The default of OpenAPI, which prism-cli puts in as it prints the paths.
  for (const parameter of resources.flatMap(({ request }) => request?.query ?? [])) {
    if ((parameter.style as string) === 'form') parameter.explode ??= true;
  }
  return resources;
}

/** The answers that were recorded, in the form in which they are remembered. */
function rememberedOf(recorded: Recorded | undefined) {
  const answers = new Map<Resource, Map<string, ReturnType<Answerer>>>();
  const outputs = new WeakMap<object, ReturnType<PrismHttpComponents['validateOutput']>>();
  for (const [index, asked, { status, headers, body, faults }] of recorded?.answers ?? []) {
    const resource = recorded!.resources[index]!;
    const output = { statusCode: status, headers, body };
    const known = answers.get(resource) ?? new Map<string, ReturnType<Answerer>>();
    answers.set(resource, known.set(asked, { _tag: 'Right', right: output }));
    outputs.set(output, faults.length > 0 ? { _tag: 'Left', left: faults as never } : { _tag: 'Right', right: output });
  }
  return { answers, outputs };
}
