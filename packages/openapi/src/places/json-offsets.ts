/** The keys that lead from the root of a text to a part. */
export type Keys = readonly (string | number)[];

/** What is looked for below a part, by key, and the places in the list of answers that it stands for. */
interface Branch {
  answers: number[];
  below: Map<string, Branch>;
}

/**
 * The offsets of what keys lead to in a text of JSON, or of the nearest parts around; undefined where the text is no JSON. One pass
 * over the text, whatever is asked for: what nobody asks for is skipped.
 */
export function jsonOffsets(text: string, wanted: readonly Keys[]): number[] | undefined {
  try {
    return offsetsIn(text, wanted);
  } catch {
    return undefined;
  }
}

function offsetsIn(text: string, wanted: readonly Keys[]): number[] {
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
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  blanks();
  const offsets = wanted.map(() => at);
  value(root);
  return offsets;

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
