import { assert, property, array, string, constantFrom } from 'fast-check';
import { expect, test } from 'vitest';
import { escaped, searchFor, type Found } from '../src/check/keys/search.ts';

// Letters whose other case is in ASCII, or longer, among them.
const word = string({ unit: constantFrom('a', 'A', 'b', '.', '%', 'ſ', 'S', 'K', 'k', 'ß', 'é', 'É'), minLength: 1 });

/** What is found where each text is tried at each place, the longest first. */
function triedOneByOne(texts: string[], text: string): Found[] {
  const longest = texts.toSorted((left, right) => right.length - left.length);
  const forms = longest.map((each) => new RegExp(escaped(each), 'iy'));
  const found: Found[] = [];
  for (let index = 0; index < text.length;) {
    const matches = forms.flatMap((form) => {
      form.lastIndex = index;
      return form.exec(text)?.[0] ?? [];
    });
    const [match] = matches;
    if (match !== undefined) found.push({ match, index });
    index += match?.length ?? 1;
  }
  return found;
}

test('what is searched for is found as if each were tried at each place, the longest first', () => {
  assert(
    property(array(word), array(word), (texts, others) => {
      for (const text of [[...texts, ...others].join(''), others.join('')])
        expect(searchFor(texts)(text)).toEqual(triedOneByOne(texts, text));
    }),
  );
});
