/** Says something to who cannot see the page; within an open dialog, outside of which nothing is heard. */
export function say(text: string): void {
  const place = document.querySelector('dialog[open] [role="status"]') ?? document.getElementById('said')!;
  // The same text twice is said twice.
  place.textContent = '';
  requestAnimationFrame(() => (place.textContent = text));
}
