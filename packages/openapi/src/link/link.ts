import type { Json } from '../json.ts';
import { assign, targetOf } from './assign.ts';
import { settingOf, type SourceFile } from './files.ts';
import type { Kind } from './grammar.ts';
import { noteSubtypes } from './mapping.ts';
import { mentions } from './mentions.ts';
import { createMerges } from './merges.ts';
import { rootOf, written } from './places.ts';
import { createResolver } from './resolve.ts';
import { createScopes, noScope } from './scope.ts';
import type { State } from './state.ts';

/** A file to which a document refers. */
export interface Missing {
  address: string;
  /** The first place that refers to it, or needs it. */
  from: string;
  /** Whether the document says nothing without it: an extension may name what is no part of a document. */
  isNeeded: boolean;
}

/** A document whose references are being replaced. */
export interface Linking {
  /** The document; whole when nothing is missing any more. */
  document: Json;
  /** The files that have to be added or left out first. */
  missing(): Missing[];
  /** Adds a file; `alias` is the address by which it was asked for. */
  add(file: SourceFile, alias?: string): void;
  /** Leaves a file out: what refers to it stays as it is. */
  leaveOut(address: string): void;
  /** Replaces what can be replaced by now. Throws DocumentError where a reference leads nowhere. */
  run(): void;
}

/**
 * Links a document: every reference is replaced by the very object that it names, once, so that what refers to itself holds
 * itself; schemas are said in the words of 2020-12, unless told otherwise. The given objects are left as they are.
 */
export function link(root: SourceFile, kind: Kind = 'document', isReworded = true): Linking {
  const state: State = {
    resolver: createResolver(),
    merges: createMerges(),
    scopeIn: createScopes(),
    hasDynamic: isDynamic(root),
    isReworded,
    known: new Map(),
    todo: [],
    last: [],
    waiting: [],
    assign: (...rest) => assign(state, ...rest),
    targetOf: (...rest) => targetOf(state, ...rest),
  };
  state.resolver.add(root);
  const holder: Json = {};
  const step = rootOf(root.url);
  const view = { shape: { kind, around: [] }, setting: settingOf(root), scope: noScope, step };
  state.assign(holder, 'root', root.root, view);

  return {
    get document() {
      return holder.root;
    },
    missing() {
      const found = new Map<string, Missing>();
      for (const { address, from, isNeeded } of state.waiting) {
        const known = found.get(address);
        const { file, pointer } = written(from);
        if (!known || (isNeeded && !known.isNeeded)) found.set(address, { address, from: file + pointer, isNeeded });
      }
      return [...found.values()];
    },
    add(file, alias) {
      state.hasDynamic ||= isDynamic(file);
      state.resolver.add(file, alias);
    },
    leaveOut: (address) => state.resolver.leaveOut(address),
    run() {
      const { todo, last, waiting } = state;
      state.waiting = [];
      for (const { again } of waiting) again();
      do {
        for (let next = todo.pop(); next; next = todo.pop()) next();
        if (state.waiting.length > 0) return;
        for (const each of last.splice(0)) each();
      } while (todo.length > 0 || last.length > 0);
      state.merges.settle();
      noteSubtypes(holder.root);
    },
  };
}

const isDynamic = ({ root }: SourceFile): boolean => mentions(root, '$dynamicRef', '$recursiveRef');
