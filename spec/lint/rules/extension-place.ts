import { meantBy, placesOfExtension } from '../extensions.ts';
import { idOf, placeOf, type Place } from '../place.ts';
import type { Rule } from '../redocly.ts';
import { contractOf, operationPlace, reporterOf } from '../view.ts';
import type { Contract } from '../../src/contract.ts';

const meaning: Record<string, string> = {
  'x-success': 'on the schema of an answer, or a member of its allOf',
  'x-tolerated': 'on a schema',
  'x-argument': 'on a parameter, a member of a body, or a request body',
  'x-session': 'on a security scheme',
  'x-state': 'at the root of the document',
  'x-retcodes': 'at the root of the document, or on an operation',
};

/** Each extension stands where it means something, and none is misspelt. */
export const extensionPlace: Rule = () => {
  const seen: { name: string; place: Place }[] = [];
  return {
    any: {
      enter(node, context) {
        if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
        for (const name of Object.keys(node).filter((key) => /^x-/iu.test(key))) {
          const place = { ...placeOf(context, undefined, context.location.child([name])) };
          const report = reporterOf(context);
          const types = placesOfExtension[name];
          if (types?.includes(context.type.name)) seen.push({ name, place });
          else if (types) report(`${name} means nothing here. Expected: ${expected(name)}.`, place, 'key');
          else {
            const meant = meantBy(name);
            if (meant) report(`${name} is not known. Expected: ${meant}.`, place, 'key');
          }
        }
      },
    },
    Root: {
      leave(document, context) {
        const root = placeOf(context, document, context.location);
        const contract = contractOf(document, root);
        if (!contract) return;
        const read = new Set(readPlaces(contract, root));
        for (const { name, place } of seen) {
          if (!/^x-(success|violations|preconditions|effects)$/u.test(name) || read.has(idOf(place.location))) continue;
          reporterOf(context)(`${name} means nothing here. Expected: ${expected(name)}.`, place, 'key');
        }
      },
    },
  };
};

const expected = (name: string): string => meaning[name] ?? 'on an operation under paths';

function readPlaces({ operations }: Contract, root: Place): string[] {
  return operations.flatMap((operation) => {
    const place = operationPlace(root, operation);
    const schemas = operation.answers.flatMap(({ status, contents }) =>
      contents.map(({ mediaType }) => place.at('responses', status, 'content', mediaType, 'schema')),
    );
    const lists = ['x-violations', 'x-preconditions', 'x-effects'].map((name) => place.location.child([name]));
    return [...lists, ...schemas.flatMap((schema) => rulesIn(schema))].map(idOf);
  });
}

const rulesIn = (schema: Place, depth = 0): Place['location'][] =>
  depth > 20
    ? []
    : [
        schema.location.child(['x-success']),
        ...schema
          .child('allOf')
          .members()
          .flatMap(([, member]) => rulesIn(member, depth + 1)),
      ];
