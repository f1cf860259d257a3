import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locate, placeAt } from '@cc-gateway/openapi';
import type { Contract } from '@cc-gateway/spec';

/** Where something stands in the files of a document. */
export interface Line {
  file: string;
  line: number;
}

/** Finds the line of a JSON pointer in the files of a contract, behind references too; `file` is the first of them. */
export function lineFinder({ document }: Contract, file: string): (pointer: string) => Promise<Line | undefined> {
  const texts = new Map<string, Promise<string>>();
  return async (pointer) => {
    const place = placeAt(document, pointer);
    if (!place) return undefined;
    const path = place.file.startsWith('file:') ? fileURLToPath(place.file) : resolve(file);
    if (!texts.has(path)) texts.set(path, readFile(path, 'utf8'));
    return { file: path, line: locate(await texts.get(path)!, place.pointer).line };
  };
}
