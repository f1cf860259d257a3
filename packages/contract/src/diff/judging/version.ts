/** A semantic version, as SemVer 2.0 defines it. */
export interface SemVer {
  numbers: [major: bigint, minor: bigint, patch: bigint];
  /** What stands behind the dash, at each dot: `rc`, `1`. Empty for a release. */
  pre: string[];
}

const form =
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\dA-Za-z-]*))*))?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/u;

/** Reads a version; a `v` before it is overlooked. Undefined where it is not of SemVer 2.0. */
export function versionOf(text: string): SemVer | undefined {
  const found = form.exec(text);
  if (!found) return undefined;
  const numbers = [found[1], found[2], found[3]].map((digits) => BigInt(digits!)) as SemVer['numbers'];
  return { numbers, pre: found[4]?.split('.') ?? [] };
}

/** Which of two versions comes first: below 0 where `one` does. */
export function order(one: SemVer, other: SemVer): number {
  const index = one.numbers.findIndex((number, at) => number !== other.numbers[at]);
  if (index >= 0) return one.numbers[index]! < other.numbers[index]! ? -1 : 1;
  if (one.pre.length === 0 || other.pre.length === 0) return other.pre.length - one.pre.length;
  for (const [at, part] of one.pre.entries()) {
    const against = other.pre[at];
    if (against === undefined) return 1;
    if (part === against) continue;
    const [a, b] = [/^\d+$/u.test(part), /^\d+$/u.test(against)];
    if (a && b) return BigInt(part) < BigInt(against) ? -1 : 1;
    if (a !== b) return a ? -1 : 1;
    return part < against ? -1 : 1;
  }
  return one.pre.length - other.pre.length;
}

export const textOf = ({ numbers, pre }: SemVer): string =>
  `${numbers.join('.')}${pre.length > 0 ? `-${pre.join('.')}` : ''}`;

/** Why a text is no version of SemVer 2.0, in words. */
export function faultOf(text: string): string {
  if (text === '') return 'there is none';
  if (text !== text.trim()) return 'there is white space around it';
  if (/^v?\d+$/u.test(text) || /^v?\d+\.\d+$/u.test(text)) return 'it lacks a number: MAJOR.MINOR.PATCH are three';
  if (/^v?\d+(?:\.\d+){3,}/u.test(text)) return 'it has more than three numbers';
  if (/^\d{4}-\d\d-\d\d/u.test(text)) return 'it is a date';
  if (/^v?(?:\d+\.)*0\d/u.test(text)) return 'a number begins with 0';
  if (/^v?\d+\.\d+\.\d+[-+]/u.test(text))
    return 'what follows the numbers is not letters, digits and dashes between dots, or a number there begins with 0';
  return 'it is not MAJOR.MINOR.PATCH';
}
