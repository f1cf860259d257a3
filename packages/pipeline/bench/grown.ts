import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Json } from '@cc-gateway/spec';

/** The parts of the pipeline that are measured on documents of many operations. */
export const parts = ['reader', 'types', 'client and validators', 'markdown', 'samples'] as const;
export type Part = (typeof parts)[number];

/** The CPU milliseconds of each part on a document of `count` operations, in a process of its own. */
export async function partsOf(count: number): Promise<Record<Part, number>> {
  const child = fork(new URL('sample.ts', import.meta.url), [String(count)]);
  let figures: Record<Part, number> | undefined;
  child.once('message', (message) => (figures = message as Record<Part, number>));
  // Until it has ended, its time would be counted as that of what runs next.
  const [code] = (await once(child, 'close')) as [number];
  if (!figures) throw new Error(`The parts for ${count} operations ended with ${code}, expected figures.`);
  return figures;
}

/** The contract with its first operation copied, under other paths and ids, until there are `count`. */
export function grownDocument(count: number): Json {
  const bundled = new URL(import.meta.resolve('@cc-gateway/spec/openapi.json'));
  const document: Json = JSON.parse(readFileSync(bundled, 'utf8'));
  const [[path, item]] = Object.entries<Json>(document.paths) as [[string, Json]];
  const [[method, operation]] = Object.entries<Json>(item).filter(([, value]) => value?.operationId) as [
    [string, Json],
  ];
  const copies = Array.from({ length: count }, (_, index) => [
    `${path}${index === 0 ? '' : index}`,
    { ...item, [method]: { ...operation, operationId: `${operation.operationId}${index === 0 ? '' : index}` } },
  ]);
  return { ...document, paths: Object.fromEntries(copies) };
}
