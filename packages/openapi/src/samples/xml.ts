import type { Json } from '../json.ts';
import { shapeOf, type Shape } from '../codec/read/shape.ts';

/** A value as XML, named as the schema says (`xml`), or as its members are; the root is `root` where nothing names it. */
export const xmlOf = (schema: Json, value: unknown): string =>
  element(hintOf(shapeOf(schema)).name ?? 'root', shapeOf(schema), value);

function element(name: string, shape: Shape, value: unknown): string {
  if (value === null || value === undefined) return `<${name}/>`;
  if (Array.isArray(value)) return value.map((each, index) => element(name, shape.item(index), each)).join('');
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`;
  const members = Object.entries(value).map(([key, member]) => {
    const inner = shape.property(key);
    return { own: hintOf(inner), as: hintOf(inner).name ?? key, inner, member };
  });
  const attributes = members
    .filter(({ own }) => own.attribute)
    .map(({ as, member }) => ` ${as}="${escaped(String(member))}"`);
  const elements = members
    .filter(({ own }) => !own.attribute)
    .map(({ own, as, inner, member }) => {
      const items = Array.isArray(member) ? (hintOf(inner.item(0)).name ?? as) : as;
      const text = element(items, inner, member);
      return own.wrapped ? `<${as}>${text}</${as}>` : text;
    });
  return `<${name}${attributes.join('')}>${elements.join('')}</${name}>`;
}

const hintOf = ({ schema }: Shape): { name?: string; attribute?: boolean; wrapped?: boolean } =>
  Object(Object(schema).xml);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
