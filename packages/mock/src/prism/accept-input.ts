import type { PrismHttpComponents } from '@stoplight/prism-http';
import { essenceOf } from '@cc-gateway/openapi/codec';
import type { Incoming } from '../incoming.ts';
import { compile, testOf, type Compile } from './accept-schema.ts';

type Options = Parameters<PrismHttpComponents['validateInput']>[0];
type Resource = Options['resource'];
export type Element = Options['element'];
type Parameter = NonNullable<NonNullable<Resource['request']>['path']>[number] & { deprecated?: boolean };

/** A request in Prism's form. */
export const elementOf = ({ method, path, query, headers, body }: Incoming): Element => ({
  method: method.toLowerCase() as 'put',
  url: { path, query },
  headers: headers as Record<string, string>,
  body,
});

/** Whether a request is surely valid; false means only that it has to be read. */
export type InputTest = (element: Element) => boolean;

/** Creates the test of one operation; undefined where its requests are not of the plainest form. */
export function createInputTest(resource: Resource, compiled: Compile = compile): InputTest | undefined {
  const { path = [], headers = [], query = [], cookie = [], body } = resource.request ?? {};
  const pathTest = parametersTest(path, compiled);
  const headerTest = parametersTest(headers, compiled);
  const bodyTest = createBodyTest(body, compiled);
  if (!pathTest || !headerTest || !bodyTest || !query.every(isOptional) || cookie.length > 0) return undefined;
  const segments = resource.path.split('/');
  return (element) => {
    const values = pathValues(segments, element.url.path);
    if (!values || Object.keys(element.url.query ?? {}).length > 0) return false;
    return pathTest(values) && headerTest(element.headers ?? {}) && bodyTest(element);
  };
}

// What is absent has no default style to undo, unless it is an object, which may be spread over several names.
const isOptional = ({ required, schema }: Pick<Parameter, 'required' | 'schema'>): boolean =>
  required !== true && schema?.type !== 'object';

const isPlain = ({ style = 'simple' }: { style?: string }): boolean => style === 'simple';

/** Only strings as they stand on the wire; a value in any other style is left to Prism. */
function parametersTest(
  parameters: Parameter[],
  compiled: Compile,
): ((values: Record<string, unknown>) => boolean) | undefined {
  if (parameters.some((each) => each.schema?.type !== 'string' || each.deprecated || !isPlain(each))) return undefined;
  if (parameters.length === 0) return () => true;
  const names = parameters.map(({ name }) => name.toLowerCase());
  const schema = {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name.toLowerCase(), parameter.schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name.toLowerCase()),
  };
  const isValid = testOf(schema, compiled);
  if (!isValid) return undefined;
  return (values) => {
    const given: Record<string, unknown> = {};
    for (const name of names) if (values[name]) given[name] = values[name];
    return isValid(given);
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
  compiled: Compile,
): ((element: Element) => boolean) | undefined {
  if (!body) return ({ body, headers = {} }) => body === undefined && !Number(headers['content-length'] ?? 0);
  const [content, ...others] = body.contents ?? [];
  if (!content?.schema || others.length > 0) return undefined;
  const mediaType = content.mediaType.toLowerCase();
  if (!json.test(mediaType)) return undefined;
  // Prism prepares these schemas first.
  if (/"(readOnly|allOf)"/.test(JSON.stringify(content.schema))) return undefined;
  const isValid = testOf(content.schema, compiled);
  return (
    isValid &&
    ((element) =>
      Boolean(element.body) &&
      essenceOf(element.headers?.['content-type'] ?? '') === mediaType &&
      isValid(element.body))
  );
}

/** JSON, or a format that is written in it: `application/vnd.example+json`. */
const json = /^application\/([\w.-]+\+)?json$/;
