import type { Form } from './forms.ts';
import type { Piece } from './mask.ts';
import { searchFor } from './search.ts';

/** A key, what its variable is named and holds, and the texts that tell it. */
export interface Secret {
  /** What follows the name of the scheme in that of the variable. */
  suffix: string;
  says: string;
  forms: Form[];
  /** The key, spelt in several ways at once; and how that begins, which is tried first: the whole takes long to compile. */
  respelt: RegExp;
  begins: RegExp;
  /** Whether it is made up. */
  isNobodys?: boolean;
}

/** A shorter text is a key only where a key stands; a shorter part of a key likewise. */
const leastKey = 4;
const leastPart = 10;

/** A shorter key is looked for in the spellings of its forms alone. */
const leastRespelt = 6;

/** Cuts texts at the keys in them. */
export interface Finder {
  /** `isPlace`: the text is the value of what carries keys, so that shorter parts are looked for, too. */
  find: (text: string, isPlace: boolean, variable: string) => Piece[];
}

/** Finds the forms of keys, the longest first. */
export function finderOf(secrets: Secret[]): Finder {
  const all = new Map<string, { secret: Secret; form: Form }>();
  for (const secret of secrets)
    for (const form of secret.forms) if (!all.has(form.text)) all.set(form.text, { secret, form });
  const anyCase = new Map([...all].toReversed().map(([text, { secret }]) => [text.toLowerCase(), secret]));
  const wanted = (isPlace: boolean): ReturnType<typeof searchFor> =>
    searchFor([...all.values()].filter((each) => isFound(each, isPlace)).map(({ form }) => form.text));
  const [inPlace, anywhere] = [wanted(true), wanted(false)];
  const maskOf = (text: string, variable: string): Piece => {
    const exact = all.get(text);
    const { suffix, says } = exact?.secret ?? anyCase.get(text.toLowerCase())!;
    const name = `${variable}${suffix}`;
    if (!exact) return { shell: `$${name}_RESPELT`, variables: { [`${name}_RESPELT`]: `${says}, in other letters` } };
    const { note, shell } = exact.form;
    return {
      shell: shell(name),
      variables: note ? { [name + note.suffix]: `${says}: ${note.says}` } : { [name]: says },
    };
  };
  // What nobody has is masked as it was sent; a key that somebody has, in whatever spelling.
  const others = secrets.filter(({ isNobodys }) => !isNobodys);
  /** Cuts a text that holds no form at the keys that are spelt in several ways at once. */
  const cutRespelt = (text: string, variable: string): Piece[] => {
    if (!/[%&\\]/.test(text)) return [text];
    return others.reduce<Piece[]>(
      (pieces, { suffix, says, forms, respelt, begins }) =>
        pieces.flatMap((piece): Piece[] => {
          const { length } = forms[0]!.text;
          if (typeof piece !== 'string' || length < leastRespelt || piece.length < length) return [piece];
          if (!begins.test(piece)) return [piece];
          const name = `${variable}${suffix}_RESPELT`;
          const mask: Piece = { shell: `$${name}`, variables: { [name]: `${says}, in other letters` } };
          return piece.split(respelt).flatMap((part, at) => (at === 0 ? [part] : [mask, part]));
        }),
      [text],
    );
  };
  const finder: Finder = {
    find(text, isPlace, variable) {
      let at = 0;
      const pieces = (isPlace ? inPlace : anywhere)(text).flatMap(({ match, index }): Piece[] => {
        const before = text.slice(at, index);
        at = index + match.length;
        return [before, maskOf(match, variable)];
      });
      return [...pieces, text.slice(at)]
        .flatMap((piece) => (typeof piece === 'string' ? cutRespelt(piece, variable) : [piece]))
        .filter((piece) => piece !== '');
    },
  };
  return finder;
}

/** Whether a form is looked for: the shorter ones only where keys stand. */
function isFound({ secret, form }: { secret: Secret; form: Form }, isPlace: boolean): boolean {
  const { length } = secret.forms[0]!.text;
  if (isPlace) return form.text.length >= Math.min(leastKey, Math.ceil(length / 2));
  return form.isWhole ? length >= leastKey : form.text.length >= leastPart;
}
