import type { Json } from './json.ts';
import { bundled } from './link/bundle.ts';
import type { SourceFile } from './link/files.ts';
import type { Version } from './load/version.ts';
import type { Operation } from './operation.ts';
import { readOperations } from './operations/operations.ts';

/** An OpenAPI document that was read. */
export interface Description {
  /**
   * The document with every reference replaced by the very object that it names, and schemas in the words of 2020-12. What
   * refers to itself holds itself: who walks it needs to know where it has been (`reach`).
   */
  readonly document: Json;
  /** The document as plain JSON in one piece: as it was written, references inside of it, schemas in their own words. */
  readonly bundled: Json;
  readonly version: Version;
  /** What it was before it was converted. */
  readonly convertedFrom?: '2.0';
  /** The addresses of its files, the first one first. */
  readonly files: readonly string[];
  /** Its operations, in its order. */
  readonly operations: readonly Operation[];
}

/** Describes a linked document. */
export function describe(
  document: Json,
  files: ReadonlyMap<string, SourceFile>,
  version: Version,
  convertedFrom: '2.0' | undefined,
): Description {
  let operations: readonly Operation[] | undefined;
  let bundle: Json;
  return {
    document,
    version,
    ...(convertedFrom && { convertedFrom }),
    files: [...files.values()].map(({ url }) => url),
    get bundled() {
      return (bundle ??= bundled(files));
    },
    get operations() {
      return (operations ??= readOperations(document));
    },
  };
}
