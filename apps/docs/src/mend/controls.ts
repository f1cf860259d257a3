/** Makes what can be scrolled or clicked reachable with the keyboard, and says by name what it is. */
export function mendControls(root: HTMLElement): void {
  for (const box of root.querySelectorAll<HTMLElement>('pre, .md-table-wrapper')) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
  for (const trigger of root.querySelectorAll<HTMLElement>('[data-testid="search-trigger"]:not([role])')) {
    trigger.role = 'button';
    trigger.tabIndex = 0;
    trigger.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      trigger.click();
    });
  }
  for (const button of document.querySelectorAll(
    '[data-component-name="Search/SearchInput"] button:not([aria-label])',
  )) {
    button.ariaLabel = 'Clear';
  }
  // What Redoc names without the words that are seen.
  for (const button of root.querySelectorAll<HTMLElement>('button[aria-haspopup][aria-label]')) {
    const [seen, name] = [button.textContent.trim(), button.ariaLabel ?? ''];
    if (!name.includes(seen)) button.ariaLabel = `${name.split(':')[0]}: ${seen}`;
  }
  // Redoc renders on the server without the hash that its router lives by.
  for (const link of root.querySelectorAll('a[href^="/"]')) link.setAttribute('href', `#${link.getAttribute('href')}`);
}
