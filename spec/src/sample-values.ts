import { sampleOf, schemaOf, xmlOf, type Content } from '@cc-gateway/openapi';
import { essenceOf, formOf, isOfParts, isRange, withFiles, writeParameter } from '@cc-gateway/openapi/codec';
import type { Json } from './document.ts';
import type { Operation } from './operation.ts';

/** The examples of the parameters in one place; of those without, the required ones. */
export const valuesIn = ({ parameters }: Operation, place: string): Record<string, unknown> =>
  Object.fromEntries(
    parameters
      .filter((parameter) => parameter.in === place && (parameter.required || parameter.example !== undefined))
      .map((parameter) => {
        const { name, example, schema, required } = parameter;
        const fits = (value: unknown): boolean => Boolean(writeParameter(parameter, value));
        const isGiven = example !== undefined && (fits(example) || !required);
        return [name, isGiven ? example : (textual(valueFor(schema, fits), schema, fits) ?? example)];
      }),
  );

/** A value that fits: where the schema is silent, a text in the place of what has no text. */
function textual(value: unknown, schema: Json, fits: (value: unknown) => boolean): unknown {
  if (fits(value)) return value;
  const other = withTexts(value);
  return fits(other) && schemaOf(schema, { direction: 'request' }).test?.violations(other).length === 0 ? other : value;
}

const withTexts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withTexts);
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? 'string' : value;
};

/** A value that a schema of a request allows, the same each time, and one that fits, where there is one; null where none can be made. */
const valueFor = (schema: Json, fits?: (value: unknown) => boolean): unknown =>
  sampleOf(schema, { direction: 'request', ...(fits && { fits }) }).value ?? null;

/** A body of a request that is made. */
export interface SampleBody {
  name: string;
  mediaType: string;
  schema: Json;
  value: Json;
}

/** The value of a body as it can be written: files in forms of parts, and trees as text where the media type has no form for them. */
export function asSent(body: SampleBody): unknown {
  const { mediaType, schema, value } = body;
  if (typeof value !== 'object' || value === null) return value;
  if (/[/+]xml$/.test(essenceOf(mediaType))) return xmlOf(schema, value);
  const isTree = !isRange(mediaType) && ['text', 'bytes'].includes(formOf(mediaType)) && !isOfParts(mediaType);
  return isTree ? JSON.stringify(value) : withFiles(body, value);
}

/** A body for each named example, or one without; undefined where there is none. */
export function bodiesOf({ body }: Operation): (SampleBody | undefined)[] {
  const bodies = (body?.contents ?? []).flatMap(({ mediaType, schema, examples }: Content) =>
    examples.map(({ name, value }) => ({ name, mediaType, schema, value })),
  );
  if (bodies.length > 0) return bodies;
  const [content] = body?.required ? body.contents : [];
  const isForm = content && ['urlencoded', 'multipart'].includes(formOf(content.mediaType));
  // Forms have no place for what is empty.
  const fits = isForm ? (value: unknown): boolean => !holdsNothing(value) : undefined;
  return [content && { ...content, name: 'example', value: valueFor(content.schema, fits) }];
}

/** Whether a list or an object within a value is empty. */
const holdsNothing = (value: unknown): boolean =>
  Object.values(Object(value) as object).some(
    (each) =>
      typeof each === 'object' && each !== null && (Object.keys(each as object).length === 0 || holdsNothing(each)),
  );
