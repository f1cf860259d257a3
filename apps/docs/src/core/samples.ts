import { remember, remembered } from './storage.ts';

const choice = 'sample';

/** Shows every sample in the language that was chosen last. */
export function rememberSamples(): void {
  choose(remembered(choice));
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.closest('.tabs')) return;
    remember(choice, target.value);
    choose(target.value);
  });
}

function choose(language: string | undefined): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('.tabs input')) {
    if (input.value === language) input.checked = true;
  }
}
