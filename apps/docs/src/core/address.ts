/** Leads addresses that earlier editions of the page had to where their text stands now. */
export function mendAddress(): void {
  const found = placeOf(location.hash);
  if (found !== undefined && `#${found}` !== location.hash) location.replace(`#${found}`);
}

/** The id of the place that a hash names; undefined where there is none. */
function placeOf(hash: string): string | undefined {
  let wanted = hash.slice(1);
  try {
    wanted = decodeURIComponent(wanted);
  } catch {
    // Not an address that this page ever gave.
    return undefined;
  }
  if (document.getElementById(wanted)) return wanted;
  // `#/section/part` or `#/tag/operation`; a part's name may have got shorter since.
  for (let last = wanted.split(/[/#]/).at(-1)!; last !== ''; last = last.replace(/-?[^-]*$/, '')) {
    const place = [...document.querySelectorAll<HTMLElement>('main [id]')].find(
      ({ id }) => id.toLowerCase() === last.toLowerCase(),
    );
    if (place) return place.id;
  }
  return undefined;
}
