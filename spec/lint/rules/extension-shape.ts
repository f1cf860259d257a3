import { placesOfExtension, shapeProblems } from '../extensions.ts';
import { dereferenced, placeOf } from '../place.ts';
import type { Rule } from '../redocly.ts';
import { reporterOf } from '../view.ts';

/** Each extension has the form of its JSON Schema in `schemas/`. */
export const extensionShape: Rule = () => ({
  any: {
    enter(node, context) {
      for (const [name, types] of Object.entries(placesOfExtension)) {
        if (!types.includes(context.type.name) || typeof node !== 'object' || node?.[name] === undefined) continue;
        const place = placeOf(context, node[name], context.location.child([name]));
        // A reference that leads nowhere is reported by Redocly.
        if (place.value === undefined) continue;
        for (const { keys, onKey, message } of shapeProblems(name, dereferenced(place))) {
          reporterOf(context)(message, place.at(...keys), onKey ? 'key' : 'value');
        }
      }
    },
  },
});
