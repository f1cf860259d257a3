import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { keysOf } from '../pointer.ts';
import { absolute, namedParts, settingIn, settingOf, type Named, type Setting, type SourceFile } from './files.ts';
import { mentions } from './mentions.ts';
import { stepDown, written, type Step } from './places.ts';

/** What a reference leads to. */
export interface Target {
  raw: Json;
  setting: Setting;
  step: Step;
}

/** What a reference leads to, or the address of a file that has to be read first. */
export type Found = Target | { missing: string };

/** The files of a document, and what their references lead to. */
export interface Resolver {
  add(file: SourceFile, alias?: string): void;
  /** From now on, what refers to a file that was not added leads nowhere. */
  leaveOut(address: string): void;
  /**
   * What a reference leads to; what is a reference itself, as `isPure` says, is followed on. Throws DocumentError, with the place
   * of the reference, where nothing stands there.
   */
  find(reference: string, setting: Setting, from: Step, isPure: IsPure): Found;
}

/** Whether an object is a reference and nothing else that counts. */
export type IsPure = (raw: Json, setting: Setting) => boolean;

/** Creates a resolver without files. */
export function createResolver(): Resolver {
  const files = new Map<string, SourceFile>();
  const named = new Map<string, Named>();
  const left = new Set<string>();

  const add = (file: SourceFile, alias = file.url): void => {
    files.set(alias, file);
    files.set(settingOf(file).base, file);
    if (!mentions(file.root, '$id', '$anchor', '$dynamicAnchor')) return;
    for (const [address, part] of namedParts(file)) if (!named.has(address)) named.set(address, part);
  };

  const find = (reference: string, setting: Setting, from: Step, isPure: IsPure, chain: string[] = []): Found => {
    const hash = reference.indexOf('#');
    const fragment = hash < 0 ? '' : reference.slice(hash + 1);
    const address = hash === 0 || reference === '' ? setting.base : absolute(reference, setting.base);
    const link = `${address}#${fragment}`;
    if (chain.includes(link))
      throw new DocumentError(`${at(from)}: ${quoted(reference)} goes in a circle and leads nowhere.`);
    const file = hash === 0 || reference === '' ? setting.file : files.get(address);
    const part = named.get(address);
    const fail = (): never => {
      throw new DocumentError(`${at(from)}: ${quoted(reference)} leads nowhere. Expected a place in the document.`);
    };
    if (!file && !part) return left.has(address) ? fail() : { missing: address };
    if (fragment !== '' && !fragment.startsWith('/')) {
      const anchor = named.get(link);
      if (!anchor) return fail();
      const step = stepDown(anchor.setting.file.url, anchor.keys);
      return walked({ ...anchor, step }, [], from, isPure, [...chain, link])!;
    }
    const starts = [part, file && { raw: file.root, keys: [], setting: settingOf(file) }];
    for (const start of starts) {
      const step = start && stepDown(start.setting.file.url, start.keys);
      const found = step && walked({ ...start, step }, keysOf(fragment), from, isPure, [...chain, link]);
      if (found) return found;
    }
    return fail();
  };

  /** Goes down to a place; where a reference stands on the way, on from what it leads to. */
  function walked(start: Target, keys: string[], from: Step, isPure: IsPure, chain: string[]): Found | undefined {
    let { raw, setting, step } = start;
    for (const [index, key] of keys.entries()) {
      if (typeof raw !== 'object' || raw === null) return undefined;
      setting = settingIn(setting, raw);
      if (Object.hasOwn(raw, key)) {
        raw = raw[key];
        step = { up: step, key };
      } else {
        const next = typeof raw.$ref === 'string' ? find(raw.$ref, setting, from, isPure, chain) : undefined;
        return !next || 'missing' in next ? next : walked(next, keys.slice(index), from, isPure, chain);
      }
    }
    const inner = typeof raw === 'object' && raw !== null ? settingIn(setting, raw) : setting;
    if (typeof raw?.$ref !== 'string' || !isPure(raw, inner)) return { raw, setting, step };
    return find(raw.$ref, inner, from, isPure, chain);
  }

  return { add, leaveOut: (address) => void left.add(address), find };
}

const at = (step: Step): string => {
  const { file, pointer } = written(step);
  return `${file}${pointer}`;
};
const quoted = (reference: string): string => `$ref ${JSON.stringify(reference)}`;
