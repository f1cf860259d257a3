import type { Check, CheckError } from './facts.ts';

/** One way in which a value breaks the contract. Never holds the value itself. */
export interface Violation {
  /** Place in the value, as a JSON pointer; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** The ways in which `value` fails `check`, which has just said so; ten at most. Tells kinds and lengths, never the value. */
export const violationsOf = ({ errors }: Check, value: unknown): Violation[] =>
  (errors ?? []).slice(0, 10).map((error) => ({ path: error.instancePath, message: sentence(error, value) }));

function sentence({ keyword, params = {}, instancePath }: CheckError, root: unknown): string {
  const [wanted] = Object.values(params).slice(-1);
  if (keyword === 'additionalProperties') return `must not have a member ${JSON.stringify(wanted)}`;
  if (keyword === 'required') return `must have a member ${JSON.stringify(wanted)}`;
  const keys = instancePath.split('/').slice(1);
  const received = keys.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    root,
  );
  const rule =
    keyword === 'type' ? `be ${String(wanted)}` : `satisfy ${keyword} ${JSON.stringify(wanted) ?? ''}`.trim();
  return `must ${rule}, received ${kindOf(received)}`;
}

/** What kind of value it is, in words that tell nothing secret. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `a string of ${value.length} character${value.length === 1 ? '' : 's'}`;
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
