import type { Received } from '../request.ts';

/** The values of a header, one for each line of it; undefined where there is none. */
export type Headers = (name: string) => readonly string[] | undefined;

/** Finds headers in whatever case they came. `name` is in small letters. */
export function headersOf(headers: Received['headers']): Headers {
  if (Array.isArray(headers)) {
    return (name) => {
      const found = (headers as readonly (readonly [string, string])[]).filter(([each]) => each.toLowerCase() === name);
      return found.length > 0 ? found.map(([, value]) => value.trim()) : undefined;
    };
  }
  const record = headers as Readonly<Record<string, string | readonly string[] | undefined>>;
  return (name) => {
    const isAsAsked = Object.hasOwn(record, name) && record[name] !== undefined;
    const value = record[isAsAsked ? name : (Object.keys(record).find((each) => each.toLowerCase() === name) ?? '')];
    if (value === undefined) return undefined;
    return typeof value === 'string' ? [value.trim()] : value.map((each) => each.trim());
  };
}
