import type { Contract } from '@cc-gateway/spec';
import { escaped } from './search.ts';

/** A part of a text; where it is the value of a header, such as Cookie, or of a query that carries keys, with the place. */
export interface Segment {
  text: string;
  place?: 'header' | 'query';
}

/** Cuts texts at the values that carry keys by the contract's security schemes, or would if a reader were careless. */
export function placesOf(contract: Contract): (text: string) => Segment[] {
  const schemes = contract.operations.flatMap(({ security }) => security.flat());
  const names = [...new Set(schemes.flatMap(({ name }) => (name === undefined ? [] : [name])))].map(escaped);
  const header = `^(?:X-)?(?:${['Authorization', 'Cookie', ...names].join('|')})_?:[ \\t]*(?:Bearer +)?`;
  const query = names.length > 0 ? `|[?&](?:${names.join('|')})=` : '';
  const form = new RegExp(
    `(?:${header})(?<header>[^\\r\\n]+)${query && `|(?:${query.slice(1)})(?<query>[^&\\s]+)`}`,
    'gim',
  );
  return (text) => {
    const segments: Segment[] = [];
    let at = 0;
    for (const found of text.matchAll(form)) {
      const place = found.groups?.header === undefined ? 'query' : 'header';
      const value = found.groups![place]!;
      const start = found.index + found[0].length - value.length;
      segments.push({ text: text.slice(at, start) }, { text: value, place });
      at = start + value.length;
    }
    return [...segments, { text: text.slice(at) }].filter((segment) => segment.text !== '');
  };
}
