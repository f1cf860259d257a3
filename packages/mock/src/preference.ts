import type { Operation } from '@cc-gateway/spec';
import { exampleNames, type Choice } from './choice.ts';
import type { Incoming } from './incoming.ts';
import { modules } from './modules.ts';
import type { Preference } from './prism/types.ts';
import type { Problem } from './problem.ts';

/** Which answer a request asks for, by `Prefer` or by its twins in the query; or why that cannot be read. */
export function preferenceOf({ headers, query, path }: Incoming): Preference | { error: Problem } {
  if (headers.prefer === undefined && !Object.keys(query).some((name) => name.startsWith('__'))) return {};
  const read = modules.preferences({ url: { path, query }, headers: headers as Record<string, string> });
  return read._tag === 'Left' ? { error: read.left } : given(read.right);
}

/** Whether a request asks for an answer. */
export const isChosen = ({ exampleKey, code, dynamic }: Preference): boolean => Boolean(exampleKey ?? code ?? dynamic);

/** What is given of a preference. */
export const given = (preference: Preference): Preference =>
  Object.fromEntries(Object.entries(preference).filter(([, value]) => value !== undefined));

// With a code Prism turns a mismatch of Accept into a 500; without one it looks among the successes and says 406.
// What the request prefers is overruled: a request that breaks the contract is refused, whatever it would like.
/** How Prism is asked for a documented answer. */
export const preferenceFor = ({ status, example }: Choice): Preference => ({
  exampleKey: example,
  code: status! > 299 ? status : undefined,
  dynamic: undefined,
  seed: undefined,
});

/** A problem with the names of the examples there are, where one was asked for that is not there. */
export function explained(problem: Problem, { exampleKey }: Preference, operation: Operation): Problem {
  const names = exampleNames(operation);
  if (exampleKey === undefined || problem.status !== 404 || names.length === 0) return problem;
  return Object.assign(problem, { examples: names });
}
