import type { Contract, Operation } from '@cc-gateway/spec';
import type { Incoming } from '../incoming.ts';
import { createInputTest, elementOf, type Element, type InputTest } from './accept-input.ts';
import { keyOf } from './answers.ts';
import type { Given, Recorded } from './recorded.ts';
import type { Resource } from './operation.ts';
import type { Preference } from './types.ts';

/** What is known of a contract without Prism and without its schemas: what was recorded when this package was built. */
export interface Front {
  /** Whether a request is surely valid; false means only that it has to be read. */
  accepts(operation: Operation, request: Incoming): boolean;
  /** Prism's answer to a valid request; undefined where it was not recorded. */
  answer(operation: Operation, preference: Preference, accept: string | undefined): Given | undefined;
}

/** The front of a contract that was recorded. A test compares it with what is behind it on random requests. */
export function createFront({ operations }: Contract, { resources, answers }: Recorded): Front {
  const known = new Map<
    Operation,
    { isValid: InputTest | undefined; resource: Resource; answers: Map<string, Given> }
  >();
  for (const operation of operations) {
    const index = resources.findIndex(
      ({ method, path }) => method.toUpperCase() === operation.method && path === operation.path,
    );
    const resource = resources[index];
    if (!resource) continue;
    const own = answers.filter(([of]) => of === index).map(([, asked, answer]) => [asked, answer] as const);
    known.set(operation, { resource, isValid: createInputTest(resource), answers: new Map(own) });
  }
  return {
    accepts(operation, request) {
      const { resource, isValid } = known.get(operation) ?? {};
      if (!resource || !isValid) return false;
      const element = elementOf(request);
      return isKeyPresent(resource, element) && isValid(element);
    },
    answer: (operation, preference, accept) =>
      preference.dynamic ? undefined : known.get(operation)?.answers.get(keyOf(preference, accept)),
  };
}

/** Whether all keys of one alternative are API keys in headers, and are there. */
function isKeyPresent({ security = [] }: Resource, { headers = {} }: Element): boolean {
  return security.some(
    (schemes) =>
      schemes.length > 0 &&
      schemes.every(
        (scheme) => scheme.type === 'apiKey' && scheme.in === 'header' && headers[scheme.name.toLowerCase()],
      ),
  );
}
