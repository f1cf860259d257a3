import type { Operation } from '@cc-gateway/spec';

/** The page of the interactive reference, relative to the site's root. */
export const referencePage = 'reference/index.html';

/** The id that an operation has in the interactive reference: Redoc makes addresses of plain letters and digits alone. */
export const referenceId = ({ id }: Pick<Operation, 'id'>): string =>
  id.replaceAll(/[^A-Za-z\d-]/gu, (letter) => `x${letter.codePointAt(0)!.toString(16)}`);

/** Where the interactive reference shows an operation, relative to the site's root. */
export function referenceLink(operation: Pick<Operation, 'id' | 'tags'>): string {
  const [tag] = operation.tags;
  const words = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${referencePage}#/${tag === undefined ? '' : `${words(tag)}/`}${words(referenceId(operation))}`;
}
