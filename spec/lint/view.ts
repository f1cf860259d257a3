import { readContract, type Contract } from '../src/contract.ts';
import { ExpressionError } from '../src/expression.ts';
import type { Json } from '../src/document.ts';
import type { Operation } from '../src/operation.ts';
import { placesOfExtension, shapeProblems } from './extensions.ts';
import { dereferenced, hasDeadReference, placeOf, type Place } from './place.ts';
import type { Rule, VisitorContext } from './redocly.ts';

/** A document as a rule sees it: the contract that the reader makes of it, and where each part of it stands. */
export interface View {
  contract: Contract;
  root: Place;
  /** Reports a problem at a place, or at the key of it. */
  report: (message: string, place: Place, on?: 'value' | 'key') => void;
}

/** A rule over the whole document. It is run where every extension has its form; `extension-shape` reports the others. */
export function ruleOf(check: (view: View) => void): Rule {
  return () => ({
    Root: {
      leave(document, context) {
        const root = placeOf(context, document, context.location);
        const contract = contractOf(document, root);
        try {
          if (contract) check({ contract, root, report: reporterOf(context) });
        } catch (error) {
          // The rules `expression` and `success-rule` report it.
          if (!(error instanceof ExpressionError)) throw error;
        }
      },
    },
  });
}

/** Reports through Redocly. */
export const reporterOf =
  (context: VisitorContext): View['report'] =>
  (message, { location }, on = 'value') =>
    context.report({ message, location: on === 'key' ? location.key() : location });

/** Where an operation stands. */
export const operationPlace = (root: Place, { path, method }: Operation): Place =>
  root.at('paths', path, method.toLowerCase());

const contracts = new WeakMap<object, Contract | false>();

/**
 * The contract of a document; nothing where an extension has not its form, a reference leads nowhere, or the document is
 * malformed elsewhere: one mistake is reported once.
 */
export function contractOf(document: object, root: Place): Contract | undefined {
  let contract = contracts.get(document);
  if (contract === undefined) contracts.set(document, (contract = read(root) ?? false));
  return contract || undefined;
}

function read(root: Place): Contract | undefined {
  if (hasDeadReference(root)) return undefined;
  const document = dereferenced(root);
  try {
    const contract = readContract(document, { version: '', hash: '' });
    return extensionsOf(contract).every(([name, value]) => shapeProblems(name, value).length === 0)
      ? contract
      : undefined;
  } catch {
    // Redocly's own rule `struct` names what is malformed.
    return undefined;
  }
}

function extensionsOf({ document, operations }: Contract): [string, Json][] {
  const holders = [
    document,
    ...operations.map(({ path, method }) => document.paths[path][method.toLowerCase()]),
    ...operations.map(({ success }) => ({ 'x-success': success })),
  ];
  return holders.flatMap((holder) =>
    Object.entries(holder).filter(([name, value]) => name in placesOfExtension && value !== undefined),
  );
}
