import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Rule } from '../redocly.ts';

/** Each file under `paths/` and `components/`, beside the index, is part of the document. */
export const pathFile: Rule = () => {
  const used = new Set<string>();
  let isDead = false;
  return {
    any: {
      enter(node, { location }) {
        const file: unknown = node?.externalValue;
        if (typeof file === 'string') used.add(join(dirname(location.source.absoluteRef), file));
      },
    },
    ref: {
      enter(_, __, { location }) {
        if (location) used.add(location.source.absoluteRef);
        else isDead = true;
      },
    },
    Root: {
      leave(_, context) {
        // What a reference that leads nowhere was meant for is not known; Redocly reports it.
        if (isDead) return;
        const index = context.location.source.absoluteRef;
        const folder = dirname(index);
        for (const file of ['paths', 'components'].flatMap((name) => yamlFiles(join(folder, name)))) {
          if (used.has(file)) continue;
          const path = relative(folder, file).replaceAll(sep, '/');
          const message = path.startsWith('paths/')
            ? `${path} is not part of the document. Expected a line { $ref: ${path} } under paths, or no such file.`
            : `${path} is used nowhere. Expected a reference to it, or no such file.`;
          context.report({ message, location: context.location.child(['paths']).key() });
        }
      },
    },
  };
};

function yamlFiles(folder: string): string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => /\.(ya?ml|json)$/u.test(name))
      .map((name) => join(folder, name))
      .toSorted();
  } catch {
    // A document of one file has no such folder.
    return [];
  }
}
