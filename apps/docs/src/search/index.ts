import MiniSearch from 'minisearch';
import { placesOf, type Place } from './sections.ts';

/** A place that fits, with the piece of its text that shows why. */
export interface Found extends Pick<Place, 'id' | 'title' | 'within'> {
  snippet: string;
}

/** A search over the page as it stands. `synonyms` gives for a word of the field the words that the page has for it. */
export function createSearch(main: HTMLElement, synonyms: Record<string, string>): (query: string) => Found[] {
  const places = placesOf(main);
  const known = new Map(places.map((place) => [place.id, place]));
  const meant = new Map(Object.entries(synonyms));
  const index = new MiniSearch<Place>({ fields: ['title', 'text'], storeFields: [], tokenize: wordsIn });
  index.addAll(places);
  return (query) => {
    const words = wordsIn(query);
    if (words.length === 0) return [];
    const wider = words.flatMap((word) => wordsIn(meant.get(word.toLowerCase()) ?? ''));
    const options = {
      boost: { title: 4 },
      prefix: true,
      fuzzy: (term: string) => (/^[a-z]{5,}$/i.test(term) ? 0.2 : false),
    };
    const found = index.search({
      combineWith: 'OR',
      queries: [
        // A place whose title is what was asked for comes first, and one that has all the words before one that has some.
        { queries: [query], fields: ['title'], combineWith: 'AND', boost: { title: 12 }, prefix: false, fuzzy: false },
        { queries: [query], combineWith: 'AND', ...options },
        { queries: [query], combineWith: 'OR', ...options, boost: { title: 1, text: 0.3 } },
        ...(wider.length === 0 ? [] : [{ queries: [wider.join(' ')], combineWith: 'OR' as const, ...options }]),
      ],
    });
    return found.slice(0, 12).map(({ id, terms }) => {
      const { title, within, text } = known.get(id as string)!;
      return { id: id as string, title, within, snippet: snippetOf(text, terms) };
    });
  };
}

/** Words with their hyphens and their parts; Chinese letter by letter, since it has no spaces. */
export function wordsIn(text: string): string[] {
  const words = text.match(/\p{Script=Han}|[\p{L}\p{N}_]+(?:[-.][\p{L}\p{N}_]+)*/gu) ?? [];
  return words.flatMap((word) => (/[-.]/.test(word) ? [word, ...word.split(/[-.]/)] : [word]));
}

function snippetOf(text: string, terms: string[]): string {
  const lower = text.toLowerCase();
  const places = terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0);
  const start = Math.max(0, Math.min(...places, text.length) - 40);
  const from = places.length === 0 ? 0 : text.indexOf(' ', start === 0 ? -1 : start) + (start === 0 ? 0 : 1);
  const piece = text.slice(Math.max(0, from), Math.max(0, from) + 160);
  return `${from > 0 ? '… ' : ''}${piece}${from + 160 < text.length ? ' …' : ''}`;
}
