import type { Operation } from '@cc-gateway/spec';
import { pathForm } from './path-form.ts';
import type { Run } from './run.ts';

/** The methods that the document gives to paths that `operation`'s path also matches. */
export function documentedMethods({ contract }: Pick<Run, 'contract'>, { path }: Operation): Set<string> {
  const { form, segments: literal } = pathForm(path);
  const matches = (parts: string[]): boolean =>
    parts.length === literal.length &&
    parts.every((part, index) => part.startsWith('{') || literal[index]!.startsWith('{') || part === literal[index]);
  return new Set(
    contract.operations
      .map(({ method, path: other }) => ({ method, ...pathForm(other) }))
      .filter((each) => each.form === form || matches(each.segments))
      .map(({ method }) => method),
  );
}

/** The methods that the document gives to `operation`'s own path, whatever its parameters are named. */
export const ownMethods = ({ contract }: Pick<Run, 'contract'>, { path }: Operation): string[] =>
  contract.operations.filter((each) => pathForm(each.path).form === pathForm(path).form).map(({ method }) => method);
