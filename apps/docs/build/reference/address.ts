import type { Operation } from '@cc-gateway/spec';

/** The page of the interactive reference, relative to the site's root. */
export const referencePage = 'reference/index.html';

/** Where the interactive reference shows an operation, relative to the site's root. */
export function referenceLink({ id, tags }: Operation): string {
  const words = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${referencePage}#/${tags[0] === undefined ? '' : `${words(tags[0])}/`}${words(id)}`;
}
