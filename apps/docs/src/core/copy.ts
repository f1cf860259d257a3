import { pageData } from '../data.ts';
import { say } from './say.ts';

/** Lets buttons copy the code beside them, or a file. */
export function copyOnClick(): void {
  // From disk no script may read a file.
  if (location.protocol === 'file:')
    for (const button of document.querySelectorAll('[data-copy-file]')) button.remove();
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-copy], button[data-copy-file]');
    if (!button) return;
    const { copyFile } = button.dataset;
    void copy(button, async () =>
      copyFile === undefined ? (button.parentElement!.querySelector('pre')?.textContent ?? '') : fileText(copyFile),
    );
  });
}

/** Copies a text, and says on the button and aloud whether that went well. */
export async function copy(button: HTMLElement, text: () => Promise<string>): Promise<void> {
  const { copied, notCopied } = pageData.texts;
  try {
    // Begun within the click, which browsers demand, whenever the text is there.
    const content = text().then((whole) => new Blob([whole], { type: 'text/plain' }));
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': content })]);
    button.dataset.said = copied;
    say(copied);
  } catch {
    button.dataset.said = notCopied;
    say(notCopied);
  }
}

async function fileText(file: string): Promise<string> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} is answered ${response.status}, expected 200.`);
  return (await response.text()).replace(/^<!--.*-->\n+/, '');
}
