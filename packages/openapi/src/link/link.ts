import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import type { Dialect } from './dialect.ts';
import { settingIn, settingOf, type Setting, type SourceFile } from './files.ts';
import { within, type Kind, type Shape } from './grammar.ts';
import { createMerges } from './merges.ts';
import { misunderstood, shared } from './marks.ts';
import { noteDiscriminator, noteSubtypes } from './mapping.ts';
import { rootOf, setPlace, written, type Step } from './places.ts';
import { mentions } from './mentions.ts';
import { put } from './put.ts';
import { createResolver, type Found, type IsPure, type Target } from './resolve.ts';
import { createScopes, noScope, type Scope } from './scope.ts';
import { isNote, reworded, wrapped } from './words.ts';

/** A document whose references are being replaced. */
export interface Linking {
  /** The document; whole when nothing is missing any more. */
  document: Json;
  /** The addresses of files that have to be added first, and the first place that refers to each. */
  missing(): Map<string, string>;
  /** Adds a file; `alias` is the address by which it was asked for. */
  add(file: SourceFile, alias?: string): void;
  /** Replaces what can be replaced by now. Throws DocumentError where a reference leads nowhere. */
  run(): void;
}

/** What an object of a file is, and from where it is seen. */
interface View {
  shape: Shape;
  setting: Setting;
  scope: Scope;
  step: Step;
}

/**
 * Links a document: every reference is replaced by the very object that it names, once, so that what refers to itself holds
 * itself; schemas are said in the words of 2020-12, unless told otherwise. The given objects are left as they are.
 */
export function link(root: SourceFile, kind: Kind = 'document', isReworded = true): Linking {
  let hasDynamic = mentions(root.root, '$dynamicRef', '$recursiveRef');
  const resolver = createResolver();
  const scopeIn = createScopes();
  const merges = createMerges();
  const known = new Map<string, WeakMap<object, Json>>();
  const todo: (() => void)[] = [];
  const last: (() => void)[] = [];
  let waiting: { address: string; from: Step; again: () => void }[] = [];

  /** Sets `holder[key]` to what `raw` is, now, or when the file has been read to which it leads. */
  const assign = (holder: Json, key: string, raw: Json, given: View): void => {
    if (typeof raw !== 'object' || raw === null || given.shape.kind === 'data') {
      if (typeof raw === 'object' && raw !== null) setPlace(raw, given.step);
      return put(holder, key, raw);
    }
    const view = inside(raw, given);
    if (!isReference(raw, view) || !isPure(view.shape)(raw, view.setting)) return put(holder, key, valueOf(raw, view));
    const found = followed(raw, view);
    if (!found) return put(holder, key, objectFor(raw, view));
    if (!('missing' in found)) return put(holder, key, targetOf(found, view));
    put(holder, key, undefined);
    waiting.push({ address: found.missing, from: view.step, again: () => assign(holder, key, raw, given) });
  };

  /** What a reference leads to. Where anything may stand, undefined for what is no reference after all. */
  const followed = (raw: Json, { shape, setting, scope, step }: View): Found | undefined => {
    if (typeof raw.$ref !== 'string') {
      const name: string = raw.$dynamicRef ?? raw.$recursiveRef;
      const anchor = name.slice(name.indexOf('#') + 1);
      // Where it leads nowhere, it stays: the schema cannot be compiled, and the rest of the document can.
      return scope.anchors.get(anchor) ?? tried(() => resolver.find(name, setting, step, isPure(shape)));
    }
    if (shape.kind !== 'any') return resolver.find(raw.$ref, setting, step, isPure(shape));
    const found = tried(() => resolver.find(raw.$ref, setting, step, isPure(shape)));
    return found && 'missing' in found ? undefined : found;
  };

  const targetOf = ({ raw, setting, step }: Target, { shape, scope }: View): Json => {
    if (typeof raw !== 'object' || raw === null) return raw;
    const object = valueOf(raw, inside(raw, { shape, setting, scope, step }));
    if (isSchema(shape)) shared.add(object);
    return object;
  };

  /** The object that stands for `raw`; for a reference with members beside it, one that joins the two. */
  const valueOf = (raw: Json, view: View): Json => {
    if (!isReference(raw, view)) return objectFor(raw, view);
    const cache = cacheOf(view);
    let value = cache.get(raw);
    if (!value) cache.set(raw, (value = joined(raw, view)));
    return value;
  };

  const joined = (raw: Json, view: View): Json => {
    const { $ref, $dynamicRef, $recursiveRef, ...siblings } = raw;
    const references = Object.entries({ $ref, $dynamicRef, $recursiveRef })
      .filter(([, value]) => value !== undefined)
      .map((entry) => Object.fromEntries([entry]));
    for (const each of references) wrapped.add(each);
    const [reference, another] = references;
    if (isSchema(view.shape) && (another || !Object.keys(siblings).every(isNote))) {
      const parts = [...(siblings.allOf ?? []), ...references];
      if (!siblings.allOf) wrapped.add(parts);
      return objectFor({ ...siblings, allOf: parts }, view);
    }
    const slot: Json = {};
    const object = merges.of(objectFor(siblings, view), () => slot.target, view.step);
    // It may be met again on the way to what it refers to.
    cacheOf(view).set(raw, object);
    assign(slot, 'target', reference, view);
    return object;
  };

  const cacheOf = ({ shape, scope }: View): WeakMap<object, Json> => {
    const name = `${shape.kind} ${shape.around.join('')} ${scope.id}`;
    let cache = known.get(name);
    if (!cache) known.set(name, (cache = new WeakMap()));
    return cache;
  };

  const objectFor = (raw: Json, view: View): Json => {
    const cache = cacheOf(view);
    let object = cache.get(raw);
    if (object) return object;
    object = Array.isArray(raw) ? [] : {};
    cache.set(raw, object);
    setPlace(object, view.step);
    todo.push(() => fill(object, raw, view));
    return object;
  };

  const fill = (object: Json, given: Json, { shape, setting, scope, step }: View): void => {
    const { dialect } = setting;
    let raw = given;
    let from: Record<string, string> = {};
    if (isSchema(shape) && !Array.isArray(given) && isReworded) {
      if (typeof dialect === 'object') {
        misunderstood.set(object, `its dialect ${JSON.stringify(dialect.unknown)} is not known`);
      } else ({ schema: raw, from = {} } = reworded(given, dialect));
      // A mapping brings no file along: it is looked at when all files are there.
      noteDiscriminator(object, raw, (reference, deliver) => {
        last.push(() => assignMapped(reference, { shape, setting, scope, step }, deliver));
      });
    }
    for (const key of Object.keys(raw)) {
      const inner = wrapped.has(raw[key]) ? step : { up: step, key: from[key] ?? key };
      assign(object, key, raw[key], { shape: within(shape, key), setting, scope, step: inner });
    }
  };

  /** Finds the schema that a mapping names, which may lead nowhere. */
  const assignMapped = (reference: string, view: View, deliver: (schema: Json) => void): void => {
    const found = tried(() => resolver.find(reference, view.setting, view.step, isPure(view.shape)));
    const isThere = found && !('missing' in found);
    deliver(isThere ? targetOf(found, { ...view, scope: noScope }) : undefined);
  };

  /** The view from inside of an object. */
  const inside = (raw: Json, view: View): View => {
    if (!isSchema(view.shape)) return view;
    const setting = settingIn(view.setting, raw);
    return hasDynamic
      ? { ...view, setting, scope: scopeIn(view.scope, raw, setting, view.step) }
      : { ...view, setting };
  };

  resolver.add(root);
  const holder: Json = {};
  const step = rootOf(root.url);
  assign(holder, 'root', root.root, { shape: { kind, around: [] }, setting: settingOf(root), scope: noScope, step });

  return {
    get document() {
      return holder.root;
    },
    missing: () => new Map(waiting.map(({ address, from }) => [address, placeText(from)])),
    add(file, alias) {
      hasDynamic ||= mentions(file.root, '$dynamicRef', '$recursiveRef');
      resolver.add(file, alias);
    },
    run() {
      const again = waiting;
      waiting = [];
      for (const each of again) each.again();
      do {
        for (let next = todo.pop(); next; next = todo.pop()) next();
        if (waiting.length > 0) return;
        for (const each of last.splice(0)) each();
      } while (todo.length > 0 || last.length > 0);
      merges.settle();
      noteSubtypes(holder.root);
    },
  };
}

const isSchema = ({ kind, around }: Shape): boolean => kind === 'schema' && around.length === 0;

const isReference = (raw: Json, { shape, setting }: View): boolean =>
  typeof raw.$ref === 'string' ||
  (isSchema(shape) &&
    (setting.dialect === '2020-12' || setting.dialect === '2019-09') &&
    typeof (raw.$dynamicRef ?? raw.$recursiveRef) === 'string');

/** Whether a reference stands alone; beside one of 3.0, but for path items, nothing else counts. */
const isPure =
  ({ kind, around }: Shape): IsPure =>
  (raw, { dialect }) =>
    Object.keys(raw).length === 1 || (kind !== 'pathItem' && around.length === 0 && isOld(dialect, kind));

const isOld = (dialect: Dialect, kind: Kind): boolean =>
  dialect === '3.0' || (dialect === 'draft' && kind === 'schema');

const placeText = (step: Step): string => {
  const { file, pointer } = written(step);
  return `${file}${pointer}`;
};

function tried(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
}
