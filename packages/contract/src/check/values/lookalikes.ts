import { digitBounds, isDecimal } from './digits.ts';

/** Strings that a careless reader takes for `base` or for its siblings; the caller keeps those that break the schema. */
export function lookalikes(
  base: string,
  samples: () => string[],
  passes: (text: string) => boolean,
): [name: string, value: string][] {
  const bounds = isDecimal(base) ? digitBounds([base, ...samples()], passes) : undefined;
  const numeric: [string, string][] = bounds
    ? [
        ['one below the least', String(Number(bounds.least) - 1)],
        ['one above the most', String(Number(bounds.most) + 1)],
        ['ten times the most', `${bounds.most}0`],
        ['it and 2^32', String(Number(base) + 2 ** 32)],
        ['of a hundred digits', '1'.repeat(100)],
        ['zero', '0'],
        ['negative', `-${base}`],
        ['a fraction', `${base}.5`],
        ['with an exponent', `${base}e0`],
        ['with a decimal point', `${base}.0`],
        ['with a sign', `+${base}`],
        ['in hexadecimal', `0x${Number(base).toString(16)}`],
        ['in Arabic digits', inDigits(base, 0x660)],
        ['in full-width digits', inDigits(base, 0xff10)],
        ['with a thousands separator', `${base.slice(0, 1)},${base.slice(1)}`],
        ['with an underscore', `${base.slice(0, 1)}_${base.slice(1)}`],
      ]
    : [];
  return [
    ...numeric,
    ['with letters after it', `${base}abc`],
    ['with letters before it', `x${base}`],
    ['with a leading zero', `0${base}`],
    ['with a line break after it', `${base}\n`],
    ['with a blank after it', `${base} `],
    ['with a blank before it', ` ${base}`],
    ['with a tab after it', `${base}\t`],
    ['with a NUL after it', `${base}\0`],
    ['with a second line', `${base}\nx`],
    ['on a second line', `x\n${base}`],
    ['with a slash after it', `${base}/`],
    ['with a parameter', `${base};a=b`],
    ['a list', `${base},${base}`],
    ['in quotes', `"${base}"`],
    ['without its last character', base.slice(0, -1)],
    ['in capitals', base.toUpperCase()],
    ['in small letters', base.toLowerCase()],
    ['another word', 'unknown'],
    ['a star', '*'],
    ['percent', `${base}%`],
    ['the word null', 'null'],
    ['the word undefined', 'undefined'],
    ['empty', ''],
  ];
}

const inDigits = (text: string, zero: number): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
