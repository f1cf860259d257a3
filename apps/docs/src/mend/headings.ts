/** Gives headings the level of their place: Redoc draws a section and a part of it alike, and skips levels. */
export function mendHeadings(root: HTMLElement): void {
  for (const heading of root.querySelectorAll('h2, h3, h4')) {
    const level = levelOf(heading);
    if (level !== undefined && heading.ariaLevel !== level) heading.ariaLevel = level;
  }
}

function levelOf(heading: Element): string | undefined {
  const section = heading.closest<HTMLElement>('[data-section-id]');
  const inOperation = section?.dataset.itemKind === 'httpItem';
  // A part of an operation, "Request" or "Responses", and a part of its description.
  if (heading.tagName === 'H4') return '3';
  if (heading.tagName === 'H3') return inOperation ? '4' : '3';
  return section && !inOperation && section.dataset.sectionId!.split('/').length > 2 ? '3' : undefined;
}
