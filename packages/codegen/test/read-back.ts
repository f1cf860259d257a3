import type { Json } from '@cc-gateway/spec';

/** What a server reads where a parameter is: by the definition of its style, from the undecoded wire. */
export function readBack(parameter: Json, like: Json, wire: string): Json {
  const {
    name,
    in: place,
    style,
    explode = style === undefined && place !== 'path' && place !== 'header',
    content,
  } = parameter;
  const isPlain = place === 'header' || style === 'cookie';
  const decode = isPlain ? (text: string): string => text : decodeURIComponent;
  const isList = Array.isArray(like);
  const isMap = typeof like === 'object' && !isList;
  const pairs = (parts: string[]): [string, string][] =>
    parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]);
  const decoded = (entries: string[][]): Json =>
    Object.fromEntries(entries.map(([key, each]) => [decode(key!), decode(each!)]));
  const flat = (parts: string[]): Json =>
    isList
      ? parts.map(decode)
      : decoded(parts.flatMap((part, index) => (index % 2 ? [] : [[part, parts[index + 1]!]])));

  if (place === 'path' && style === 'matrix') {
    const parts = wire.slice(2).split(';');
    if (!isList && !isMap) return decode(pairs([`${parts[0]}=`])[0]![1].replace(/=$/, ''));
    if (!explode) return flat(pairs(parts)[0]![1].split(','));
    return isList ? pairs(parts).map(([, each]) => decode(each)) : decoded(pairs(parts));
  }
  if (place === 'path' || place === 'header') {
    const text = style === 'label' ? wire.slice(2) : place === 'path' ? wire.slice(1) : wire;
    if (content) return JSON.parse(decode(text));
    if (!isList && !isMap) return decode(text);
    const parts = text.split(style === 'label' && explode ? '.' : ',');
    return isMap && explode ? decoded(pairs(parts)) : flat(parts);
  }
  const entries = pairs((place === 'query' ? wire.slice(1) : wire).split(place === 'query' ? '&' : '; '));
  const mine = entries.filter(([key]) => decode(key) === name).map(([, each]) => each);
  if (content) return JSON.parse(decode(mine[0]!));
  if (style === 'deepObject') {
    return decoded(entries.map(([key, each]) => [decode(key).slice(name.length + 1, -1), each]));
  }
  if (!isList && !isMap) return decode(mine[0]!);
  if (explode) return isList ? mine.map(decode) : decoded(entries);
  const between = style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ',';
  return flat(mine[0]!.split(between));
}
