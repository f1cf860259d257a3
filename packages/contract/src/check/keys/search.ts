/** A text that was found, as it stands there, and where it begins. */
export interface Found {
  match: string;
  index: number;
}

/**
 * Searches for any of `texts`, in capitals and small letters alike, at each place for the longest. One expression of them all
 * would try each of them everywhere, and a run can know thousands: this tries those that begin as the place does.
 */
export function searchFor(texts: string[]): (text: string) => Found[] {
  const width = texts.reduce((least, { length }) => Math.min(least, length), 4);
  const mask = width === 4 ? -1 : (1 << (8 * width)) - 1;
  const groups = new Map<number, string[]>();
  for (const text of texts.toSorted((left, right) => right.length - left.length)) {
    let head = 0;
    for (let at = 0; at < width; at += 1) head = (head << 8) | letterOf(text.charCodeAt(at));
    const group = groups.get(head);
    if (group) group.push(text);
    else groups.set(head, [text]);
  }
  const forms = new Map<number, RegExp[]>();
  // One by one: V8 misses some in an alternation of texts that differ in \u017f and s alone.
  const formsOf = (head: number, group: string[]): RegExp[] => {
    const own = forms.get(head) ?? group.map((each) => new RegExp(escaped(each), 'iy'));
    forms.set(head, own);
    return own;
  };
  return (text) => {
    const found: Found[] = [];
    let [head, free] = [0, 0];
    for (let end = 0; end < text.length; end += 1) {
      head = ((head << 8) | letterOf(text.charCodeAt(end))) & mask;
      const index = end - width + 1;
      const group = index < free ? undefined : groups.get(head);
      if (!group) continue;
      const match = firstAt(index, text, formsOf(head, group));
      if (match === undefined) continue;
      found.push({ match, index });
      free = index + match.length;
    }
    return found;
  };
}

function firstAt(index: number, text: string, forms: RegExp[]): string | undefined {
  for (const form of forms) {
    form.lastIndex = index;
    const [match] = form.exec(text) ?? [];
    if (match !== undefined) return match;
  }
  return undefined;
}

/** A character in one byte, capitals as small letters; all that are not ASCII share one, as none of them equals one that is. */
const letterOf = (code: number): number => (code > 127 ? 128 : code > 64 && code < 91 ? code + 32 : code);

/** A text as a regular expression that matches it. */
export const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
