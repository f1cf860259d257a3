import { keysOf } from '../pointer.ts';
import { jsonOffsets, type Keys } from './json-offsets.ts';
import { yamlOffset } from './yaml-offset.ts';

/** A position in a text; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

/**
 * Where the part of a YAML or JSON text begins that a pointer names: its key, or the item of a list. Where the text has no such part,
 * the nearest one around it.
 */
export const locate = (text: string, pointer: string): Position => locateAll(text, [keysOf(pointer)])[0]!;

/** As `locate`, of many parts by the keys that lead to them: the text is read once. */
export function locateAll(text: string, wanted: readonly Keys[]): Position[] {
  const offsets =
    (/^\uFEFF?\s*[[{]/.test(text) ? jsonOffsets(text, wanted) : undefined) ??
    wanted.map((keys) => yamlOffset(text, keys.map(String)));
  const breaks: number[] = [];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) breaks.push(index);
  return offsets.map((offset) => {
    const before = countBelow(breaks, offset);
    return { line: before + 1, column: offset - (before === 0 ? -1 : breaks[before - 1]!) };
  });
}

/** How many of some numbers, in order, are below another. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
