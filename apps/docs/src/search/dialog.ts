import { pageData } from '../data.ts';
import { say } from '../core/say.ts';
import { element } from '../element.ts';
import { createSearch } from './index.ts';

let search: ReturnType<typeof createSearch> | undefined;

/** Opens the search, with the last question still there. */
export function openSearch(): void {
  const dialog = document.getElementById('search') as HTMLDialogElement;
  if (dialog.childElementCount === 0) fill(dialog);
  search ??= createSearch(document.getElementById('main')!, pageData.synonyms);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('input')!.select();
}

function fill(dialog: HTMLDialogElement): void {
  const { searchTitle, searchLabel, close, nothingFound, found } = pageData.texts;
  const field = element('input', {
    id: 'search-field',
    type: 'text',
    role: 'searchbox',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const results = element('ul', { id: 'search-results' });
  const shut = element('button', { type: 'button' }, close);
  shut.addEventListener('click', () => dialog.close());
  field.addEventListener('input', () => {
    const hits = search!(field.value);
    results.replaceChildren(
      ...hits.map(({ id, title, within, snippet }) =>
        element(
          'li',
          {},
          element('a', { href: `#${id}` }, element('b', {}, title), within === '' ? undefined : ` · ${within}`),
          element('p', {}, snippet),
        ),
      ),
    );
    if (field.value.trim() === '') return;
    if (hits.length === 0) results.append(element('li', {}, nothingFound));
    say(hits.length === 0 ? nothingFound : `${hits.length} ${found}`);
  });
  dialog.addEventListener('keydown', (event) => {
    const links = [...results.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') (links[at - 1] ?? field).focus();
    else if (event.key === 'Enter' && document.activeElement === field) links[0]?.click();
    else return;
    event.preventDefault();
  });
  results.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    if (!link) return;
    dialog.close();
    // The place gets the focus that the dialog would give back to its button.
    const place = document.getElementById(link.hash.slice(1))!;
    place.tabIndex = -1;
    place.focus();
  });
  dialog.append(
    element('h2', { id: 'search-title', class: 'hidden' }, searchTitle),
    element(
      'p',
      { class: 'row' },
      element('label', { for: 'search-field', class: 'hidden' }, searchLabel),
      field,
      shut,
    ),
    results,
    element('p', { class: 'hidden', role: 'status' }),
  );
  field.placeholder = searchLabel;
}
