import type { Json } from '../document.ts';
import type { Operation } from '../operation.ts';
import { membersOf, partsOf } from '../parts.ts';
import { table } from './table.ts';
import { asWritten, type Translate } from './translate.ts';

/** The parameters of an operation as a table; empty where there are none. */
export const parametersMarkdown = ({ parameters }: Operation, t: Translate = asWritten): string =>
  parameters.length === 0
    ? ''
    : table(
        [t('name'), t('in'), t('required'), t('form'), t('meaning')],
        parameters.map(({ name, in: place, required, schema, description }) => [
          `\`${name}\``,
          t(place),
          t(required ? 'yes' : 'no'),
          formOf(schema),
          description ? t(description) : '',
        ]),
      );

/** The members of a body's schema as a table; its form where it has no members. */
export function fieldsMarkdown(schema: Json, t: Translate = asWritten): string {
  const fields = Object.entries<Json>(membersOf(schema));
  if (fields.length === 0) return formOf(schema);
  const required = new Set(partsOf(schema).flatMap((part) => part.required ?? []));
  const rows = fields.map(([name, field]) => [
    `\`${name}\``,
    t(required.has(name) ? 'yes' : 'no'),
    formOf(field),
    field.description ? t(field.description) : '',
  ]);
  return table([t('name'), t('required'), t('form'), t('meaning')], rows);
}

const keywords = ['type', 'format', 'pattern', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength'];

const formOf = (schema: Json): string =>
  keywords
    .filter((key) => schema?.[key] !== undefined)
    .map((key) =>
      key === 'type'
        ? String(schema.type)
        : `${key} \`${typeof schema[key] === 'string' ? schema[key] : JSON.stringify(schema[key])}\``,
    )
    .join(', ');
