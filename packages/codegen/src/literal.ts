/** A place in a schema that leads to another, which may hold it: written as a function, so that no order matters. */
export class Reference {
  readonly pointer: string;
  constructor(pointer: string) {
    this.pointer = pointer;
  }
}

/** A pattern that is not tried at texts of more than `most` characters, where going back could take for ever. */
export class BoundedPattern {
  readonly pattern: RegExp;
  readonly most: number;
  readonly isLongTaken: boolean;
  constructor(pattern: RegExp, most: number, isLongTaken: boolean) {
    this.pattern = pattern;
    this.most = most;
    this.isLongTaken = isLongTaken;
  }
  /** Matches the texts at which it is not tried. */
  get longer(): RegExp {
    return new RegExp(`^[^]{${this.most + 1}}`);
  }
  toString(): string {
    const { pattern, most, isLongTaken } = this;
    return `Object.assign(${pattern}, { test: (text) => text.length > ${most} ? ${isLongTaken} : ${pattern}.test(text) })`;
  }
}

/** Shorter texts are not worth a name. */
const worthIt = 12;

/** JavaScript of values: their expressions, and the constants that these share. */
export interface Literals {
  constants: string;
  expressions: string[];
}

/**
 * Writes values as JavaScript. What occurs twice is written once, whether or not it is the same object; `targets` are what
 * references lead to, by their pointers.
 */
export function literalsOf(values: unknown[], targets: ReadonlyMap<string, unknown>): Literals {
  const nodes: { parts: (string | number)[]; uses: number }[] = [];
  const byText = new Map<string, number>();
  const byObject = new WeakMap<object, number>();
  const pointers = [...targets.keys()];

  const numberOf = (value: unknown): number => {
    const isObject = typeof value === 'object' && value !== null;
    const known = isObject ? byObject.get(value) : undefined;
    if (known !== undefined) return known;
    const parts = partsOf(value);
    const text = JSON.stringify(parts);
    let number = byText.get(text);
    if (number === undefined) {
      number = nodes.push({ parts, uses: 0 }) - 1;
      byText.set(text, number);
      for (const part of parts) if (typeof part === 'number') nodes[part]!.uses++;
    }
    if (isObject) byObject.set(value, number);
    return number;
  };
  const partsOf = (value: unknown): (string | number)[] => {
    if (value instanceof Reference) return [`() => target${pointers.indexOf(value.pointer)}`];
    if (value instanceof RegExp || value instanceof BoundedPattern) return [String(value)];
    if (Array.isArray(value)) return ['[', ...between(value.map((each) => [numberOf(each)])), ']'];
    if (typeof value !== 'object' || value === null) return [JSON.stringify(value)];
    const members = Object.entries(value).filter(([, each]) => each !== undefined);
    // As a plain member it would be the prototype.
    const named = members.map(([name, each]) => [
      `${name === '__proto__' ? '["__proto__"]' : JSON.stringify(name)}:`,
      numberOf(each),
    ]);
    return ['{', ...between(named), '}'];
  };

  const roots = values.map(numberOf);
  const ends = pointers.map((pointer) => numberOf(targets.get(pointer)));
  const texts: string[] = [];
  const constants: string[] = [];
  for (const [number, { parts, uses }] of nodes.entries()) {
    const text = parts.map((part) => (typeof part === 'number' ? texts[part]! : part)).join('');
    const isShared = uses > 1 && text.length > worthIt;
    texts[number] = isShared ? `shared${number}` : text;
    if (isShared) constants.push(`const shared${number} = ${text};`);
  }
  constants.push(...ends.map((number, index) => `const target${index} = ${texts[number]!};`));
  return { constants: constants.join('\n'), expressions: roots.map((number) => texts[number]!) };
}

const between = (parts: (string | number)[][]): (string | number)[] =>
  parts.flatMap((part, index) => (index === 0 ? part : [',', ...part]));
