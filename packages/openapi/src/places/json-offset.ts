/** The offset of what keys lead to in a text of JSON, or of the nearest part around it; undefined where the text is no JSON. */
export function jsonOffset(text: string, keys: readonly string[]): number | undefined {
  let at = blank(text, text.startsWith('\uFEFF') ? 1 : 0);
  let found = at;
  for (const key of keys) {
    const member = memberOf(text, at, key);
    if (member === undefined) return undefined;
    if (member === null) return found;
    ({ found, at } = member);
  }
  return found;
}

/** A member of the object or list at `at`: where it begins, and where its value does. Null where there is none. */
function memberOf(text: string, start: number, wanted: string): { found: number; at: number } | null | undefined {
  const isList = text[start] === '[';
  if (!isList && text[start] !== '{') return null;
  let at = blank(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== ']' && text[at] !== '}'; index += 1) {
    const found = at;
    let key: unknown = String(index);
    if (!isList) {
      const end = afterText(text, at);
      if (end === undefined) return undefined;
      key = parsed(text.slice(at, end));
      at = blank(text, blank(text, end) + 1);
    }
    if (key === wanted) return { found, at };
    const end = afterValue(text, at);
    if (end === undefined) return undefined;
    at = blank(text, end);
    if (text[at] === ',') at = blank(text, at + 1);
  }
  return null;
}

const blank = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at += 1;
  return at;
};

function afterText(text: string, from: number): number | undefined {
  if (text[from] !== '"') return undefined;
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return undefined;
}

function afterValue(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '"') {
      const end = afterText(text, at);
      if (end === undefined) return undefined;
      at = end - 1;
      if (depth === 0) return end;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (character === ',' && depth === 0) return at;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
