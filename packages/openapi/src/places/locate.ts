import { keysOf } from '../pointer.ts';
import { jsonOffset } from './json-offset.ts';
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
export function locate(text: string, pointer: string): Position {
  const keys = keysOf(pointer);
  const offset = (/^\uFEFF?\s*[[{]/.test(text) ? jsonOffset(text, keys) : undefined) ?? yamlOffset(text, keys);
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
