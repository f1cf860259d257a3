import type { Defect } from '../../wire/raw-answer.ts';

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:,]/gs;
const deepest = 100;

/** What two readers of the same, valid JSON text could read differently: RFC 8259 sections 4, 6 and 8, and I-JSON. */
export function scanJson(text: string): Defect[] {
  const defects: Defect[] = [];
  const note = (rule: string, says: string): void => {
    if (!defects.some((known) => known.says === says)) defects.push({ rule, says });
  };
  const open: { names: Set<string> | undefined }[] = [];
  let previous = '';
  let name: string | undefined;
  for (const [part] of text.matchAll(token)) {
    const names = open.at(-1)?.names;
    if (part === '{' || part === '[') {
      if (name === 'constructor' && part === '{') note('envelope/proto-member', 'a member is named "constructor"');
      open.push({ names: part === '{' ? new Set() : undefined });
      if (open.length === deepest + 1) note('envelope/depth', `the body is nested more than ${deepest} deep`);
    } else if (part === '}' || part === ']') open.pop();
    else if (part.startsWith('"')) {
      const value = JSON.parse(part) as string;
      if (/\p{Surrogate}/u.test(value)) note('envelope/surrogate', 'a string holds half of a surrogate pair');
      if (names && (previous === '{' || previous === ',')) {
        name = value;
        if (names.has(value)) note('envelope/duplicate-member', `the member ${JSON.stringify(value)} is there twice`);
        names.add(value);
        if (value === '__proto__') note('envelope/proto-member', 'a member is named "__proto__"');
      }
    } else if (/\d/.test(part)) noteNumber(part, note);
    previous = part;
  }
  return defects;
}

function noteNumber(part: string, note: (rule: string, says: string) => void): void {
  const value = Number(part);
  const shown = part.slice(0, 30);
  if (!Number.isFinite(value)) note('envelope/unsafe-number', `the number ${shown} is beyond what a double holds`);
  // A fraction or an exponent says that a double is meant.
  else if (/^-?\d+$/.test(part) && !Number.isSafeInteger(value))
    note('envelope/unsafe-number', `the number ${shown} is beyond 2^53, which most readers round`);
}
