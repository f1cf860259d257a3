import type { Contract, Operation, SecurityScheme } from '@cc-gateway/spec';
import { finderOf, type Finder, type Secret } from './finder.ts';
import { formsOf, respelt } from './forms.ts';
import { placesOf, type Segment } from './places.ts';
import { inBase64, inPercents, joined, shown, type Piece } from './mask.ts';
import type { Keys } from '../requests/run.ts';
import { decoded } from '../wire/target.ts';

/** Takes session keys out of texts. Where one stood, there is shell that makes it of a variable. */
export interface Redactor extends Keys {
  /** Every key that must not come back in an answer. */
  secrets: string[];
  /** Keys that a request tries and that nobody has. */
  plant(keys: string[]): void;
  /** `text` cut at its keys. The variables are named after the scheme of the operation. */
  pieces(text: string, operation?: Operation): Piece[];
}

const wrong = '_WRONG';

/** A redactor that knows the two keys of the options. */
export function redactorOf(contract: Contract, { auth, otherAuth }: { auth?: string; otherAuth?: string }): Redactor {
  const known = new Map<string, Secret>();
  const secrets: string[] = [];
  const cut = placesOf(contract);
  let made: Finder | undefined;
  /** The finder of all keys that are known: many may come before one is looked for. */
  const finder = (): Finder => (made ??= finderOf([...known.values()]));
  const learn = (key: string, suffix: string, says: string): void => {
    if (key === '' || known.has(key)) return;
    known.set(key, { suffix, says, forms: formsOf(key), ...respelt(key), isNobodys: suffix === wrong });
    remember(key);
    made = undefined;
  };
  const remember = (key: string): void => {
    if (key.length >= 4 && !secrets.includes(key)) secrets.push(key);
  };
  const variables = variablesOf(contract);
  const redactor: Redactor = {
    secrets,
    add(key, says = "a session key that the provider handed out, or that the document's examples name") {
      const number = [...known.values()].filter(({ suffix }) => /^(_\d+)?$/.test(suffix)).length;
      learn(key, number === 0 ? '' : `_${number + 1}`, says);
    },
    plant(keys) {
      for (const key of keys.filter((each) => !known.has(each))) {
        const isMadeOfOthers = finder()
          .find(key, true, '')
          .some((piece) => typeof piece !== 'string');
        if (isMadeOfOthers) remember(key);
        else learn(key, wrong, 'a key that nobody has');
      }
    },
    pieces(text, operation) {
      const variable = variables.of(operation);
      return joined(cut(text).flatMap((segment) => piecesIn(segment, finder(), variable)));
    },
    redact: (text, operation) => (known.size === 0 ? text : shown(redactor.pieces(text, operation))),
  };
  if (auth !== undefined) learn(auth, '', 'the key, as --auth takes it');
  if (otherAuth !== undefined) learn(otherAuth, '_OTHER', 'the key, as --other-auth takes it');
  return redactor;
}

/** A value that carries a key is read as its receiver reads it: Basic credentials in base64, queries in percents. */
function piecesIn({ text, place }: Segment, { find }: Finder, variable: string): Piece[] {
  const [, scheme = '', basic = ''] = (place === 'header' && /^(Basic +)([\d+/A-Za-z]+=*)$/.exec(text)) || [];
  const credentials = inBase64(find(Buffer.from(basic, 'base64').toString(), true, variable));
  if (credentials) return [scheme, credentials];
  const plain = place === 'query' ? decoded(text) : text;
  const encoded = plain !== text && inPercents(find(plain, true, variable), `${variable}_ENCODED`);
  return encoded ? [encoded] : find(text, place !== undefined, variable);
}

/** The names of the variables for operations' keys: each is that of the operation's first security scheme. */
function variablesOf({ operations }: Contract): { of(operation: Operation | undefined): string } {
  const usual = operations.find(({ security }) => security.flat().length > 0);
  const known = new Map<Operation | undefined, string>();
  return {
    of(operation) {
      let name = known.get(operation);
      if (name === undefined)
        known.set(operation, (name = nameOf(operation?.security.flat()[0] ?? usual?.security.flat()[0])));
      return name;
    },
  };
}

function nameOf(scheme: SecurityScheme | undefined): string {
  const name = (scheme?.scheme ?? 'AUTH')
    .toUpperCase()
    .replaceAll(/\W/g, '_')
    .replace(/^(?=\d)/, '_');
  return ['PATH', 'HOME', 'IFS', 'SHELL', 'USER'].includes(name) ? `${name}_KEY` : name;
}
