const forms = new Map<string, { form: string; segments: string[] }>();

/** A templated path without the names of its parameters, and its segments; made once for each path. */
export function pathForm(path: string): { form: string; segments: string[] } {
  let known = forms.get(path);
  if (!known) forms.set(path, (known = { form: path.replaceAll(/\{[^{}]*\}/g, '{}'), segments: path.split('/') }));
  return known;
}
