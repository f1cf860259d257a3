import type { Field } from '../description.ts';
import type { Wish } from './form.ts';

/** A request as the form has it, whether it keeps the contract or not. */
export interface PlainRequest {
  method: string;
  /** Path and query, percent-encoded. */
  target: string;
  headers: Record<string, string>;
  body?: string;
}

/** Writes down what the form asks for, without asking whether the contract allows it. */
export function plainRequestOf({ operation, args, session, prefer }: Wish): PlainRequest {
  const { method, path, fields, session: header, mediaType } = operation;
  const given = fields.filter(({ name }) => name in args);
  const at = (place: Field['place']): [string, unknown][] =>
    given.filter((field) => field.place === place).map(({ name, wire }) => [wire, args[name]]);
  const inPath = new Map(at('path'));
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(textOf(inPath.get(name) ?? '')),
  );
  const query = new URLSearchParams(at('query').map(([name, value]): [string, string] => [name, textOf(value)]));
  const whole = given.find((field) => field.whole);
  const members = given.filter((field) => field.place === 'body' && !field.whole);
  const body = whole ? args[whole.name] : members.length > 0 ? Object.fromEntries(at('body')) : undefined;
  return {
    method,
    target: query.size > 0 ? `${filled}?${query.toString()}` : filled,
    headers: {
      ...Object.fromEntries(at('header').map(([name, value]) => [name, textOf(value)])),
      ...(mediaType !== undefined && { 'Content-Type': mediaType }),
      ...(header !== undefined && { [header]: session }),
      ...(prefer !== undefined && { Prefer: prefer }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
