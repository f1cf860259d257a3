import type { Contract } from '@cc-gateway/spec';

/** Takes session keys out of texts. */
export interface Redactor {
  /** Every key that was planted. */
  secrets: string[];
  /** A further key: everything that is shown from now on is without it. */
  add(...keys: string[]): void;
  /** `text` with every key, whole, in part or in another spelling, replaced by the name of a variable. */
  redact(text: string): string;
  /** The variable, with its dollar sign. */
  variable: string;
}

/** A redactor that names keys after the contract's first security scheme. */
export function redactorOf(contract: Contract, keys: string[]): Redactor {
  const scheme = contract.operations.flatMap(({ security }) => security.flat())[0]?.scheme ?? 'AUTH';
  const variable = `$${scheme.toUpperCase().replaceAll(/\W/g, '_')}`;
  const secrets: string[] = [];
  const texts = new Set<string>();
  let form: RegExp | undefined;
  const redactor: Redactor = {
    secrets,
    variable,
    add(...more) {
      for (const key of more.filter((key) => key.length >= 4 && !secrets.includes(key))) {
        secrets.push(key);
        for (const text of spellingsOf(key)) texts.add(text);
        form = undefined;
      }
    },
    redact(text) {
      if (texts.size === 0) return text;
      form ??= new RegExp(
        [...texts]
          .toSorted((left, right) => right.length - left.length)
          .map(escaped)
          .join('|'),
        'gi',
      );
      return text.replaceAll(form, () => variable);
    },
  };
  redactor.add(...keys);
  return redactor;
}

function spellingsOf(key: string): string[] {
  const whole = [
    key,
    Array.from(key).toReversed().join(''),
    encodeURIComponent(key),
    Buffer.from(key).toString('base64').replace(/=+$/, ''),
  ];
  const parts = [...key.split('.'), key.slice(0, -1), key.slice(1), key.slice(0, 12), key.slice(-12)];
  const escapes = Array.from(key)
    .map((character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)
    .join('');
  // A short part, such as the name of a node, is in every key and tells nothing.
  return [
    ...whole,
    escapes,
    JSON.stringify(key).slice(1, -1),
    ...parts.filter((part) => part.length >= 10 && /\d/.test(part.slice(0, -1))),
  ];
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
