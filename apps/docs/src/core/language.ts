import { remember, remembered } from './storage.ts';

const choice = 'language';

/** The page in the language that was chosen earlier; undefined where this is it, or where nothing was chosen. */
export function languageToGoTo(): string | undefined {
  const wanted = remembered(choice);
  if (wanted === undefined || wanted === document.documentElement.lang) return undefined;
  const page = document.querySelector<HTMLLinkElement>(`link[rel="alternate"][hreflang="${CSS.escape(wanted)}"]`);
  return page ? page.href + location.hash : undefined;
}

/** Remembers the language whose link is followed, and keeps the place on the page. */
export function rememberLanguage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
    link.addEventListener('click', () => {
      remember(choice, link.dataset.language!);
      link.hash = location.hash;
    });
  }
}
