import type { Contract, Json } from '@cc-gateway/spec';
import { stringify } from 'yaml';
import type { Drift } from './drift.ts';

/** A change of the contract that would document what was seen, as an OpenAPI Overlay 1.0; undefined where nothing is missing. */
export function overlayOf(contract: Contract, { codes, statuses, members }: Drift): string | undefined {
  const place = (id: string, ...inner: string[]): string => {
    const { path, method } = contract.operations.find((operation) => operation.id === id)!;
    return targetOf(contract.bundled, ['paths', path, method.toLowerCase(), ...inner]);
  };
  const unlisted = contract.retcodes.unlisted;
  const actions = [
    ...codes.map(({ code, operation, times }) => ({
      target: `$['x-retcodes'].codes`,
      description: `Seen ${times} times, of ${operation}. Say what it means before this is applied.`,
      update: { [code]: { ...unlisted, meaning: 'What it means is not known.', action: unlisted.action } },
    })),
    ...statuses.map(({ status, operation, times }) => ({
      target: place(operation, 'responses'),
      description: `Seen ${times} times.`,
      update: { [status]: { description: 'Seen; what it means is not known.' } },
    })),
    ...members.map(({ operation, where, mediaType, place: names, type, times }) => {
      const body = where === 'request' ? ['requestBody'] : ['responses', where];
      return {
        target: place(operation, ...body, 'content', mediaType, 'schema'),
        description: `Seen ${times} times: ${names.join('.')}. Say what it means before this is applied.`,
        update: names.reduceRight<Json>(
          (inner, name) => (name === '*' ? { items: inner } : { properties: { [name]: inner } }),
          {
            type,
            description: 'Seen; what it means is not known.',
          },
        ),
      };
    }),
  ];
  if (actions.length === 0) return undefined;
  return stringify({
    overlay: '1.0.0',
    info: {
      title: `What was seen of ${contract.title} ${contract.stamp.version}, and is not documented`,
      version: '1.0.0',
    },
    actions,
  });
}

/** Where something stands in a document, as a JSONPath: where a reference leads away, in the place that it names. */
function targetOf(document: Json, keys: readonly string[]): string {
  let at: Json = document;
  let path: string[] = [];
  for (const key of keys) {
    at = at?.[key];
    path.push(key);
    while (typeof at?.$ref === 'string' && at.$ref.startsWith('#/')) {
      path = at.$ref
        .slice(2)
        .split('/')
        .map((name: string) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
      at = path.reduce<Json>((inner, name) => inner?.[name], document);
    }
  }
  return `$${path.map((name) => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replaceAll("'", String.raw`\'`)}']`)).join('')}`;
}
