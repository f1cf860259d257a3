import type { PrismHttpComponents } from '@stoplight/prism-http';
import { validateAgainstSchema } from '@stoplight/prism-http/dist/validator/validators/utils.js';
import { ValidationContext } from '@stoplight/prism-http/dist/validator/validators/types.js';

type Options = Parameters<PrismHttpComponents['validateInput']>[0];
type Resource = Options['resource'];
type Element = Options['element'];
type Parameter = NonNullable<NonNullable<Resource['request']>['path']>[number] & { deprecated?: boolean };
type Schema = Parameters<typeof validateAgainstSchema>[1];

/** Whether a request is surely valid; false means only that Prism has to look. */
export type InputTest = (element: Element) => boolean;

/** Creates the test of one operation, from Prism's own schema validation and the plainest form of everything else. */
export function createInputTest(resource: Resource): InputTest | undefined {
  const { path = [], headers = [], query = [], body } = resource.request ?? {};
  const bundle = (resource as { __bundled__?: unknown }).__bundled__;
  const isValid = (value: unknown, schema: Schema, coerce: boolean): boolean =>
    validateAgainstSchema(value, schema, coerce, ValidationContext.Input, undefined, bundle)._tag === 'None';
  const pathTest = parametersTest(path, isValid);
  const headerTest = parametersTest(headers, isValid);
  const bodyTest = createBodyTest(body, isValid);
  if (!pathTest || !headerTest || !bodyTest || !query.every(isOptional)) return undefined;
  const segments = resource.path.split('/');
  return (element) => {
    const values = pathValues(segments, element.url.path);
    if (!values || Object.keys(element.url.query ?? {}).length > 0) return false;
    return pathTest(values) && headerTest(element.headers ?? {}) && bodyTest(element);
  };
}

type IsValid = (value: unknown, schema: Schema, coerce: boolean) => boolean;

// What is absent has no default style to undo, unless it is an object, which may be spread over several names.
const isOptional = ({ required, schema }: Pick<Parameter, 'required' | 'schema'>): boolean =>
  required !== true && schema?.type !== 'object';

/** Only strings as they stand on the wire; a value in any other style is left to Prism. */
function parametersTest(
  parameters: Parameter[],
  isValid: IsValid,
): ((values: Record<string, unknown>) => boolean) | undefined {
  if (parameters.some(({ schema, deprecated }) => (schema as Schema)?.type !== 'string' || deprecated))
    return undefined;
  if (parameters.length === 0) return () => true;
  const names = parameters.map(({ name }) => name.toLowerCase());
  const schema = {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name.toLowerCase(), parameter.schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name.toLowerCase()),
  } as Schema;
  return (values) => {
    const given = Object.fromEntries(names.filter((name) => values[name]).map((name) => [name, values[name]]));
    return isValid(given, schema, true);
  };
}

const plainSegment = /^[\w.~-]+$/;

function pathValues(template: string[], path: string): Record<string, string> | undefined {
  const segments = path.split('/');
  const values: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{') && plainSegment.test(segment)) values[part.slice(1, -1).toLowerCase()] = segment;
    else if (part !== segment) return undefined;
  }
  return values;
}

/** JSON in its one documented media type, or no body where none is documented. */
function createBodyTest(
  body: NonNullable<Resource['request']>['body'],
  isValid: IsValid,
): ((element: Element) => boolean) | undefined {
  if (!body) return ({ body, headers = {} }) => body === undefined && !Number(headers['content-length'] ?? 0);
  const [content, ...others] = body.contents ?? [];
  const schema = content?.schema;
  // Prism prepares these schemas first.
  if (!schema || others.length > 0 || /"(readOnly|allOf)"/.test(JSON.stringify(schema))) return undefined;
  if (content?.mediaType !== 'application/json') return undefined;
  return (element) =>
    Boolean(element.body) && isJson(element.headers?.['content-type']) && isValid(element.body, schema, false);
}

const isJson = (mediaType: string | undefined): boolean =>
  mediaType?.split(';', 1)[0]!.trim().toLowerCase() === 'application/json';
