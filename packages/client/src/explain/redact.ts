import * as generated from '#catalogue';
import { HeaderMap } from '../header-map.ts';
import { shortestKey } from '../shortest-key.ts';
import type { HeadersLike } from '../transport.ts';

const gap = '[redacted]';
const sessionHeaders = generated.sessionHeaders as string[];
const secretHeaders = /* @__PURE__ */ new Set(
  [...sessionHeaders, ...(generated.keyHeaders as string[]), 'Set-Cookie'].map((name) => name.toLowerCase()),
);

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/** A function that leaves a gap wherever one of `secrets` stands, in any way of writing it, or its part before a full stop. */
export function redactor(secrets: readonly string[]): Redact {
  const forms = secrets
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      secret.split('.', 1)[0]!,
    ])
    .filter((form) => form.length >= shortestKey);
  if (forms.length === 0) return (text) => text;
  const longestFirst = forms.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map((form) => form.replaceAll(/[^\w]/g, '\\$&')).join('|'), 'gi');
  return (text) => text.replace(pattern, gap);
}

/** Takes out whatever looks like a key: long words in which a digit stands. For errors that may hold unknown keys. */
const withoutTokens: Redact = (text) => text.replaceAll(/(?=[^\s"'`]*\d)[\w.~+/=%-]{16,}/g, gap);

/** The same for the frames of a stack, where the words are the parts of a path. */
const withoutTokensInPath: Redact = (text) => text.replaceAll(/(?=[^\s"'`/]*\d)[\w.~+=%-]{16,}/g, gap);

/** A copy of an answer's headers, whatever a foreign `fetch` gives as such: what cannot be read is not there. */
export function readable(
  headers: unknown,
  entriesOf: (headers: unknown) => [name: string, value: unknown][],
): HeadersLike {
  const copy = new HeaderMap();
  try {
    for (const [name, value] of entriesOf(headers)) {
      const text: unknown = Array.isArray(value) ? value.at(-1) : value;
      if (typeof text === 'string') copy.set(name, text);
    }
  } catch {
    // Headers that throw tell nothing.
  }
  return copy;
}

/** The keys that an answer brings: no error of it may show them. */
export const freshKeys = (headers: HeadersLike): string[] =>
  sessionHeaders.flatMap((name) => {
    const value = headers.get(name)?.trim();
    return value ? [value, value.slice(value.indexOf('=') + 1).trim()] : [];
  });

/** A copy of an answer's headers without those that hold keys, and without `secrets` in the others. */
export function printableHeaders(headers: HeadersLike, redact: Redact): HeadersLike {
  const copy = new HeaderMap();
  headers.forEach((value, name) => copy.set(redact(name), secretHeaders.has(name.toLowerCase()) ? gap : redact(value)));
  return copy;
}

const facts = ['code', 'errno', 'syscall', 'hostname', 'address', 'port'];

/**
 * A copy of a foreign error that holds its name, message, codes, frames and causes without `secrets`, and nothing else; where
 * it may hold keys that nobody has seen, without whatever looks like one.
 */
export function printableError(error: unknown, secrets: readonly string[], hasUnknownKeys = false): unknown {
  const redact = redactor(secrets);
  const without =
    (tokens: Redact): Redact =>
    (text) =>
      hasUnknownKeys ? tokens(redact(text)) : redact(text);
  try {
    return copyOf(error, without(withoutTokens), without(withoutTokensInPath), 0);
  } catch {
    return new Error('an error that cannot be read');
  }
}

function copyOf(error: unknown, redact: Redact, inFrames: Redact, depth: number): unknown {
  const brief: Redact = (text) => redact(text).slice(0, 2000);
  if (error === undefined) return undefined;
  if (typeof error !== 'object' || error === null) return brief(String(error));
  const { message, name, stack, cause, errors } = error as Record<string, unknown>;
  const inner = (value: unknown): unknown => copyOf(value, redact, inFrames, depth + 1);
  const text = brief(String(message ?? ''));
  const label = brief(String(name ?? 'Error'));
  const options = cause === undefined || depth > 4 ? undefined : { cause: inner(cause) };
  const several = Array.isArray(errors) && depth <= 4;
  const copy = several ? new AggregateError(errors.slice(0, 10).map(inner), text, options) : new Error(text, options);
  Object.defineProperty(copy, 'name', { value: label, configurable: true, writable: true });
  const frames = String(stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  copy.stack = [`${label}: ${text}`, ...frames.map(inFrames)].join('\n');
  for (const fact of facts) {
    const value = (error as Record<string, unknown>)[fact];
    if (typeof value === 'string') Object.assign(copy, { [fact]: brief(value) });
    if (typeof value === 'number') Object.assign(copy, { [fact]: value });
  }
  return copy;
}
