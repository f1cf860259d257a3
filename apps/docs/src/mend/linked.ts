/** Marks the heading that the address names. Gives a function that tries again where it is not rendered yet. */
export function highlightLinked(root: HTMLElement): () => void {
  let wanted = '';
  const read = (): void => {
    // `#/section/part`, or `#/operation#operation/part`.
    wanted = decodeURI(location.hash).split('#').at(-1)!.replace(/^\//, '');
  };
  const mark = (): void => {
    if (wanted === '') return;
    const target = document.getElementById(wanted) ?? document.getElementById(`/${wanted}`);
    const heading = target?.matches('h1, h2, h3, h4') ? target : target?.querySelector('h1, h2, h3, h4');
    if (!heading) return;
    for (const earlier of root.querySelectorAll('[data-linked]')) earlier.removeAttribute('data-linked');
    heading.setAttribute('data-linked', '');
    wanted = '';
  };
  addEventListener('hashchange', () => (read(), mark()));
  read();
  return mark;
}
