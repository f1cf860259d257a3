import type { PrismHttpComponents } from '@stoplight/prism-http';
import { modules } from '../modules.ts';
import { createInputTest } from './accept-input.ts';
import { createRouteTable } from './accept-route.ts';
import type { Resource } from './types.ts';

/** The components of Prism that decide over a request. */
export type Components = Pick<PrismHttpComponents, 'route' | 'validateInput' | 'validateOutput' | 'validateSecurity'>;

/** Prism's own components, unaided. */
export const own: Components = {
  route: (options) => modules.router(options),
  validateInput: (options) => modules.validator.validateInput(options),
  validateOutput: (options) => modules.validator.validateOutput(options),
  validateSecurity: (options) =>
    (modules.validator.validateSecurity as unknown as Components['validateSecurity'])(options),
};

/**
 * Prism's components with a short way in front: what is surely accepted is accepted at once, everything else goes to
 * Prism's own. A test compares the two on random requests.
 */
export function acceptFast(
  resources: Resource[],
  outputs: WeakMap<object, ReturnType<Components['validateOutput']>> = new WeakMap(),
): Components {
  const routes = createRouteTable(resources);
  const inputs = new Map(resources.map((resource) => [resource, createInputTest(resource)]));
  return {
    route(options) {
      const resource = routes.find(options.input);
      return resource ? right(resource) : own.route(options);
    },
    validateSecurity: (options) =>
      isKeyPresent(options.resource, options.element) ? right(options.element) : own.validateSecurity(options),
    validateInput: (options) =>
      inputs.get(options.resource)?.(options.element) ? right(options.element) : validateReadable(options),
    // Answers are remembered, so the same object comes here again.
    validateOutput(options) {
      let verdict = outputs.get(options.element);
      if (!verdict) outputs.set(options.element, (verdict = own.validateOutput(options)));
      return verdict;
    },
  };
}

// Prism breaks on a path that is not percent-encoded properly and on a Content-Type that is no media type.
function validateReadable(
  options: Parameters<Components['validateInput']>[0],
): ReturnType<Components['validateInput']> {
  try {
    return own.validateInput(options);
  } catch (error) {
    if (error instanceof URIError) return broken('malformed', 'The path is not percent-encoded properly.', 'path');
    if (/MIME type/.test(String(error))) return broken(415, 'Content-Type is no media type.');
    throw error;
  }
}

const broken = (
  code: string | number,
  message: string,
  ...path: string[]
): ReturnType<Components['validateInput']> => ({
  _tag: 'Left',
  left: [{ path, code, message, severity: 0 }],
});

const right = <T>(value: T) => ({ _tag: 'Right' as const, right: value });

type Element = Parameters<Components['validateSecurity']>[0]['element'];

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
