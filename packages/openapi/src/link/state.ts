import type { Json } from '../json.ts';
import type { createMerges } from './merges.ts';
import type { Step } from './places.ts';
import type { Resolver, Target } from './resolve.ts';
import type { createScopes } from './scope.ts';
import type { View } from './view.ts';

/** What is known while a document is linked. */
export interface State {
  readonly resolver: Resolver;
  readonly merges: ReturnType<typeof createMerges>;
  readonly scopeIn: ReturnType<typeof createScopes>;
  /** Whether any file has references that depend on from where they are seen. */
  hasDynamic: boolean;
  /** Whether schemas are said in the words of 2020-12. */
  readonly isReworded: boolean;
  /** What was made of each object of the files, by what it is and from where it is seen. */
  readonly known: Map<string, WeakMap<object, Json>>;
  /** What is still to be filled. */
  readonly todo: (() => void)[];
  /** What is looked at when all files are there. */
  readonly last: (() => void)[];
  /** What waits for files. */
  waiting: { address: string; from: Step; isNeeded: boolean; again: () => void }[];
  /** Sets `holder[key]` to what `raw` is, now, or when the file has been read to which it leads. */
  assign(holder: Json, key: string, raw: Json, view: View): void;
  /** The object that stands for what a reference leads to. */
  targetOf(target: Target, view: View): Json;
}
