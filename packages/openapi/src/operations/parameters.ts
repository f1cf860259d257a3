import type { Json } from '../json.ts';
import type { Parameter } from '../operation.ts';
import { extensionsIn, pick } from '../pick.ts';
import { readExamples } from './contents.ts';

const styles: Record<string, string> = {
  path: 'simple',
  query: 'form',
  querystring: 'form',
  header: 'simple',
  cookie: 'form',
};

/** Headers that OpenAPI leaves to other parts of the document, and those that say how a message travels, which HTTP itself writes. */
const ignored = new Set(
  'accept content-type authorization connection content-length host keep-alive te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);

/** The parameters of an operation, those of its path among them, and what of them is not known here, in words. */
export function readParameters(path: string, shared: Json, own: Json): { parameters: Parameter[]; unread: string[] } {
  const listed: Json[] = [shared, own]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .filter((parameter) => parameter?.name !== undefined || parameter?.in);
  const byPlace = new Map(listed.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!);
  const isIgnored = ({ name, in: place }: Json): boolean =>
    place === 'header' ? ignored.has(String(name).toLowerCase()) : place === 'path' && !inPath.includes(name);
  const all = [...byPlace.values()].filter((parameter) => !isIgnored(parameter));
  const described = new Set(all.filter(({ in: place }) => place === 'path').map(({ name }) => name));
  return {
    parameters: all.filter(({ in: place }) => Object.hasOwn(styles, place)).map(readParameter),
    unread: [
      ...all
        .filter(({ in: place }) => !Object.hasOwn(styles, place))
        .map(({ name, in: place }) => `the parameter ${name} in ${JSON.stringify(place)}`),
      ...inPath.filter((name) => !described.has(name)).map((name) => `{${name}} in the path, which nothing describes`),
    ],
  };
}

function readParameter(parameter: Json): Parameter {
  const [mediaType, content] = Object.entries<Json>(Object(parameter.content))[0] ?? [];
  const schema = parameter.schema ?? content?.schema ?? true;
  const examples = [...readExamples(parameter), ...readExamples(content)];
  const chosen = examples.find(({ name }) => name === 'example') ?? examples[0];
  const example = chosen?.value ?? schema.examples?.[0] ?? schema.example ?? schema.default;
  const style: string = parameter.style ?? styles[parameter.in];
  return {
    name: String(parameter.name),
    in: parameter.in,
    required: parameter.required === true || parameter.in === 'path',
    ...pick(parameter, 'description'),
    schema,
    style,
    explode: parameter.explode ?? ['form', 'cookie', 'deepObject'].includes(style),
    ...(parameter.allowReserved === true && { allowReserved: true }),
    ...(parameter.allowEmptyValue === true && { allowEmptyValue: true }),
    ...(mediaType !== undefined && { mediaType }),
    ...(example !== undefined && { example }),
    ...extensionsIn(parameter),
  };
}
