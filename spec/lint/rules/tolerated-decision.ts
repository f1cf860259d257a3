import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { problemsOf } from '@cc-gateway/openapi';
import type { Rule } from '../redocly.ts';
import { dereferenced, placeOf } from '../place.ts';

/** Each `x-tolerated` names a decision page that exists, and tolerates by a valid schema. */
export const toleratedDecision: Rule = () => {
  const found: { page: string; report: (folder: string) => void }[] = [];
  return {
    any: {
      enter(node, context) {
        const tolerated = context.type.name === 'Schema' ? node?.['x-tolerated'] : undefined;
        if (typeof tolerated !== 'object' || tolerated === null) return;
        const place = placeOf(context, tolerated, context.location.child(['x-tolerated']));
        const { location } = place.child('decision');
        const page = place.value.decision;
        if (typeof page === 'string')
          found.push({
            page,
            report: (folder) =>
              context.report({ message: `There is no decision page ${page}. Expected a file in ${folder}.`, location }),
          });
        if (place.value.schema === undefined) return;
        const schema = place.child('schema');
        const [problem] = problemsOf(dereferenced(schema));
        if (problem) {
          const message = `x-tolerated schema: ${problem.reason} Expected a JSON Schema.`;
          context.report({ message, location: schema.location });
        }
      },
    },
    Root: {
      leave(_, context) {
        const folder = dirname(context.location.source.absoluteRef);
        for (const { page, report } of found) if (!existsSync(join(folder, page))) report(basename(folder));
      },
    },
  };
};
