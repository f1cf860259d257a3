import type { Json } from '../json.ts';
import type { Server } from '../operation.ts';

/** The servers of a list, their variables at their defaults; none where the document names none. */
export const readServers = (servers: Json): Server[] =>
  (Array.isArray(servers) ? servers : [])
    .filter((server: Json) => typeof server?.url === 'string')
    .map(({ url, description, variables }: Json) => {
      const filled = url.replaceAll(/\{([^{}]+)\}/g, (whole: string, name: string) =>
        String(Object(variables)[name]?.default ?? whole),
      );
      return {
        url: filled,
        template: url,
        basePath: basePathOf(filled),
        ...(description && { description }),
        ...(variables && { variables }),
      };
    });

function basePathOf(url: string): string {
  const base = 'http://relative.invalid/';
  const path = URL.canParse(url, base) ? new URL(url, base).pathname : '';
  return path.replace(/\/+$/, '');
}
