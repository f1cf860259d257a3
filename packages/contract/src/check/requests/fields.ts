import type { Json } from '@cc-gateway/spec';
import { requestSchema } from '../values/request-schema.ts';
import { contentOf, isForm, isWritable, type Values } from './serialize.ts';
import { hasJsonBody, bodyPointer, parameterPointer, type Plan } from './plan.ts';
import { isApart, isSendable } from './style.ts';
import { viewOf } from '../values/merged.ts';

/** A value of a request that can be varied: a parameter, or a member of the body. */
export interface Field {
  /** Names the field in reports: `path agentid`. */
  label: string;
  schema: Json;
  value: unknown;
  pointer: string;
  /** Whether a value can stand there: no header holds every character, and no path an empty segment. */
  holds(value: unknown): boolean;
  /** The change of values, the plan's own unless told, that puts another value there. */
  with(value: unknown, from?: Values): Partial<Values>;
}

/** Every field of an operation that has a value in its plan. */
export function fieldsOf(plan: Plan): Field[] {
  const { operation, values, run } = plan;
  const parameters = operation.parameters
    .filter(({ name, in: place }) => Object.hasOwn(values[place], name) && values[place][name] !== undefined)
    .map((parameter): Field => {
      const { name, in: place, schema } = parameter;
      return {
        label: `${place} ${name}`,
        schema,
        value: values[place][name],
        pointer: parameterPointer(run, operation, place, name),
        holds: (value) => isSendable(parameter, value) && isApart(operation, parameter, value),
        with: (value, from = values) => ({ [place]: { ...from[place], [name]: value } }),
      };
    });
  const content = contentOf(operation);
  const isInForm = content !== undefined && isForm(content);
  if (!content || !(hasJsonBody(plan) || isInForm)) return parameters;
  const { body } = values as { body: Json };
  const schema = viewOf(run.schemas, requestSchema(run.schemas, content.schema), body);
  if (!schema?.properties || typeof body !== 'object' || body === null) return parameters;
  const members = Object.entries<Json>(schema.properties)
    .filter(([name]) => Object.hasOwn(body, name))
    .map(([name, property]): Field => ({
      label: `body ${name}`,
      schema: property,
      value: body[name],
      pointer: `${bodyPointer(operation)}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      // What is empty in a form may be what is not there.
      holds: (value) => !isInForm || (value !== '' && isWritable(content, { ...body, [name]: value })),
      with: (value, from = values) => ({ body: { ...(from.body as object), [name]: value } }),
    }));
  return [...parameters, ...members];
}
