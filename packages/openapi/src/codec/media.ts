import type { Content } from '../operation.ts';

/** How a body of a media type is written or read. */
export type Form = 'json' | 'urlencoded' | 'multipart' | 'text' | 'bytes';

/** A media type without its parameters, in small letters. */
export const essenceOf = (mediaType: string): string => mediaType.split(';', 1)[0]!.trim().toLowerCase();

/** A parameter of a media type, such as its `charset`; undefined where it has none of that name. */
export const parameterOf = (mediaType: string, name: string): string | undefined => parametersOf(mediaType)[name];

/** The parameters of a media type, by their names in small letters. Quoted values are without their quotes. */
export function parametersOf(text: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const [, name, quoted, plain] of text.matchAll(/;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g)) {
    found[name!.toLowerCase()] ??= quoted === undefined ? plain! : quoted.replaceAll(/\\(.)/g, '$1');
  }
  return found;
}

/** Whether a media type is JSON: `application/json` or a `+json` type. */
export const isJson = (mediaType: string): boolean => /^[\w.+-]+\/([\w.+-]+\+)?json$/.test(essenceOf(mediaType));

/** Whether a media type stands for several: `*` as it is, `image/*` or `application/*+json`. */
export const isRange = (mediaType: string): boolean => mediaType.includes('*');

/** Whether a documented media type is one, or a range, that another falls under. Both without parameters. */
export const covers = (documented: string, received: string): boolean => {
  if (!isRange(documented)) return documented === received;
  const [before, after] = documented === '*' ? ['', ''] : documented.replace('*/*', '*').split('*');
  return received.length >= before!.length + after!.length && received.startsWith(before!) && received.endsWith(after!);
};

/** How a body of one media type is written or read. */
export function formOf(mediaType: string): Form {
  const essence = essenceOf(mediaType);
  if (isJson(essence)) return 'json';
  if (essence === 'application/x-www-form-urlencoded') return 'urlencoded';
  if (essence === 'multipart/form-data') return 'multipart';
  return /^text\/|^application\/(.*\+)?(xml|yaml|javascript|x-yaml|sql|graphql|x-ndjson|jsonl|json-seq)$/.test(essence)
    ? 'text'
    : 'bytes';
}

/** Whether a body is of parts without names: `multipart/mixed` and its like. */
export const isOfParts = (mediaType: string): boolean => /^multipart\/(?!form-data$)/.test(essenceOf(mediaType));

/** The content of several that is written unless told: JSON where it is offered, else a form, else the first. */
export const preferred = (contents: Content[]): Content | undefined =>
  contents.find(({ mediaType }) => isJson(mediaType) && !isRange(mediaType)) ??
  contents.find(({ mediaType }) => ['urlencoded', 'multipart'].includes(formOf(mediaType))) ??
  contents[0];

/** The content of several that a media type falls under: the narrowest. */
export function contentFor(contents: readonly Content[], received: string): Content | undefined {
  const essence = essenceOf(received);
  const own = parametersOf(received);
  const rankOf = ({ mediaType }: Content): number => {
    if (!covers(essenceOf(mediaType), essence)) return -1;
    const wanted = Object.entries(parametersOf(mediaType));
    if (wanted.some(([name, value]) => own[name] !== undefined && own[name].toLowerCase() !== value.toLowerCase()))
      return -1;
    const told = wanted.filter(([name]) => own[name] !== undefined).length;
    return (isRange(mediaType) ? essenceOf(mediaType).length : 1000) + told / 100 - wanted.length / 10_000;
  };
  const ranked = contents.map((content) => [rankOf(content), content] as const).filter(([rank]) => rank >= 0);
  return ranked.toSorted(([a], [b]) => b - a)[0]?.[1];
}
