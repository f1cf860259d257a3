import type { PrismHttpComponents } from '@stoplight/prism-http';

type RouteOptions = Parameters<PrismHttpComponents['route']>[0];
type Resource = RouteOptions['resources'][number];

/** Finds the one operation that a plain path can mean; undefined where Prism's router has something to weigh. */
export interface RouteTable {
  find(input: RouteOptions['input']): Resource | undefined;
}

const plainPath = /^(?:\/[\w~-][\w.~-]*)+$/;
const plainTemplate = /^(?:\/(?:[\w~-][\w.~-]*|\{[^{}/]+\}))+$/;

/** Creates the table. Where one path of the document is no plain template, everything is left to Prism. */
export function createRouteTable(resources: Resource[]): RouteTable {
  if (!resources.every(({ path }) => plainTemplate.test(path))) return { find: () => undefined };
  const byForm = new Map<string, { segments: string[]; resource: Resource }[]>();
  for (const resource of resources) {
    const segments = resource.path.split('/');
    const form = formOf(resource.method, segments);
    byForm.set(form, [...(byForm.get(form) ?? []), { segments, resource }]);
  }
  return {
    find({ method, url: { path, baseUrl } }) {
      if (baseUrl !== undefined || !plainPath.test(path)) return undefined;
      const segments = path.split('/');
      const found = byForm.get(formOf(method, segments))?.filter((candidate) => fits(candidate.segments, segments));
      return found?.length === 1 ? found[0]!.resource : undefined;
    },
  };
}

const formOf = (method: string, segments: string[]): string => `${method.toLowerCase()} ${segments.length}`;

const fits = (template: string[], segments: string[]): boolean =>
  template.every((part, index) => part.startsWith('{') || part === segments[index]);
