import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { Keys } from '../reading/keys.ts';

/** Finds lines of one file, counted from 1; of the nearest part around it where a part is not there. */
export function linesOf(text: string, wanted: Keys[]): number[] {
  if (!/^\s*\{/u.test(text)) return inYaml(text, wanted);
  try {
    return inJson(text, wanted);
  } catch {
    // YAML may begin with a brace too.
    return inYaml(text, wanted);
  }
}

interface Ranged {
  range?: [number, number, number];
}

function inYaml(text: string, wanted: Keys[]): number[] {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'silent' });
  return wanted.map((keys) => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const key of keys) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
        if (!pair) break;
        offset = (pair.key as Ranged).range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node) && node.items[Number(key)] !== undefined) {
        node = node.items[Number(key)];
        offset = (node as Ranged).range?.[0] ?? offset;
      } else break;
    }
    return lines.linePos(offset).line;
  });
}

/** What is looked for below a part, by key, and the places in the list of answers that it stands for. */
interface Branch {
  answers: number[];
  below: Map<string, Branch>;
}

/** One pass over the text, whatever its size: what nobody asks for is skipped. */
function inJson(text: string, wanted: Keys[]): number[] {
  const root: Branch = { answers: [], below: new Map() };
  for (const [index, keys] of wanted.entries()) {
    let at = root;
    at.answers.push(index);
    for (const key of keys) {
      let next = at.below.get(String(key));
      if (!next) at.below.set(String(key), (next = { answers: [], below: new Map() }));
      next.answers.push(index);
      at = next;
    }
  }
  const offsets = wanted.map(() => 0);
  let at = 0;
  value(root);
  const breaks: number[] = [];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) breaks.push(index);
  return offsets.map((offset) => lineAt(breaks, offset));

  function value(branch: Branch | undefined): void {
    blanks();
    if (!branch || branch.below.size === 0) return skip();
    if (text[at] === '{') members(branch);
    else if (text[at] === '[') items(branch);
    else skip();
  }

  function members(branch: Branch): void {
    at += 1;
    for (blanks(); text[at] !== '}' && at < text.length; blanks()) {
      const start = at;
      skip();
      const inner = branch.below.get(JSON.parse(text.slice(start, at)));
      for (const index of inner?.answers ?? []) offsets[index] = start;
      blanks();
      at += 1;
      value(inner);
      blanks();
      if (text[at] === ',') at += 1;
    }
    at += 1;
  }

  function items(branch: Branch): void {
    at += 1;
    let index = 0;
    for (blanks(); text[at] !== ']' && at < text.length; blanks()) {
      const inner = branch.below.get(String(index));
      for (const answer of inner?.answers ?? []) offsets[answer] = at;
      value(inner);
      blanks();
      if (text[at] === ',') at += 1;
      index += 1;
    }
    at += 1;
  }

  function blanks(): void {
    while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  }

  function skip(): void {
    let depth = 0;
    do {
      const mark = text[at];
      if (mark === '"') {
        do at = text.indexOf('"', at + 1);
        while (at >= 0 && isEscaped());
        if (at < 0) at = text.length;
      } else if (mark === '{' || mark === '[') depth += 1;
      else if (mark === '}' || mark === ']') depth -= 1;
      else if (depth === 0) {
        while (at < text.length && !/[,\]}\s]/u.test(text[at]!)) at += 1;
        return;
      }
      at += 1;
    } while (depth > 0 && at < text.length);
  }

  function isEscaped(): boolean {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    return slashes % 2 === 1;
  }
}

function lineAt(breaks: number[], offset: number): number {
  let [low, high] = [0, breaks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (breaks[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
