import type { Json, Operation } from '@cc-gateway/spec';
import type { Difference } from './changes.ts';
import type { Keys } from '../reading/keys.ts';
import { compareSchemas } from './schemas.ts';
import { at, keysOf, type OperationPair, type Version } from '../reading/versions.ts';

/** How the parameters of an operation change. Path parameters are told apart by position, header names without case. */
export function compareParameters({ base, revision, before, after }: OperationPair): Difference[] {
  const earlier = parametersOf(before, base);
  const later = parametersOf(after, revision);
  const removed = [...earlier].filter(([id]) => !later.has(id));
  const added = [...later].filter(([id]) => !earlier.has(id));
  return [
    ...removed.map(([, { keys, name, what }]): Difference => ({
      level: 'major',
      rule: 'parameter-removed',
      message: `${what} ${name} was removed`,
      place: { side: 'base', keys },
    })),
    ...added.map(([, { keys, name, what, parameter }]): Difference => ({
      level: parameter.required ? 'major' : 'minor',
      rule: 'parameter-added',
      message: `${parameter.required ? 'required' : 'optional'} ${what} ${name} was added`,
      place: { side: 'revision', keys },
    })),
    ...[...later].flatMap(([id, now]) => {
      const then = earlier.get(id);
      return then ? compareOne(then, now, before, after) : [];
    }),
  ];
}

interface Found {
  parameter: Json;
  keys: Keys;
  name: string;
  what: string;
}

function compareOne(then: Found, now: Found, before: Version, after: Version): Difference[] {
  const place = { side: 'revision', keys: now.keys } as const;
  const differences: Difference[] = [];
  const name = `${now.what} ${now.name}`;
  if (Boolean(then.parameter.required) !== Boolean(now.parameter.required)) {
    const level = now.parameter.required ? 'major' : 'minor';
    const message = `${name} became ${now.parameter.required ? 'required' : 'optional'}`;
    differences.push({ level, rule: 'parameter-required', message, place });
  }
  if (then.parameter.in === 'path' && then.name !== now.name) {
    const message = `${then.what} ${then.name} is called ${now.name} now`;
    differences.push({ level: 'patch', rule: 'parameter-name', message, place });
  }
  const [style, other] = [serializationOf(then.parameter), serializationOf(now.parameter)];
  if (style !== other) {
    differences.push({
      level: 'major',
      rule: 'serialization',
      message: `${name} is written as ${other}, was ${style}`,
      place,
    });
  }
  const [earlier, later] = [schemaOf(then), schemaOf(now)];
  const schemas = compareSchemas({
    base: { schema: earlier.schema, world: before.world },
    revision: { schema: later.schema, world: after.world },
    direction: 'request',
    what: name,
    baseKeys: earlier.keys,
    keys: later.keys,
  });
  return [...differences, ...schemas];
}

function schemaOf({ parameter, keys }: Found): { schema: Json; keys: Keys } {
  const mediaType = Object.keys(parameter.content ?? {})[0];
  if (mediaType === undefined) return { schema: parameter.schema ?? true, keys: [...keys, 'schema'] };
  return { schema: parameter.content[mediaType].schema ?? true, keys: [...keys, 'content', mediaType, 'schema'] };
}

function serializationOf(parameter: Json): string {
  if (parameter.content) return Object.keys(parameter.content).join();
  const style = parameter.style ?? (/^(query|cookie)$/u.test(parameter.in) ? 'form' : 'simple');
  const { type } = parameter.schema ?? {};
  // Only lists and objects are written differently when they are exploded.
  const isMany = [type].flat().some((one: string) => one === undefined || one === 'array' || one === 'object');
  const explode = isMany && (parameter.explode ?? style === 'form') ? ' exploded' : '';
  return `${style}${explode}${parameter.allowReserved ? ' with reserved characters' : ''}`;
}

function parametersOf({ document }: Version, operation: Operation): Map<string, Found> {
  const keys = keysOf(operation);
  const lists = [keys.slice(0, 2), keys].map((from) => [...from, 'parameters']);
  const positions = [...operation.path.matchAll(/\{([^}]*)\}/gu)].map(([, name]) => name!);
  return new Map(
    lists.flatMap((list) =>
      (at(document, list) ?? []).map((parameter: Json, index: number): [string, Found] => {
        const { in: place, name } = parameter;
        const id = place === 'path' ? positions.indexOf(name) : place === 'header' ? name.toLowerCase() : name;
        return [
          `${place} ${id}`,
          { parameter, keys: [...list, index], name, what: place === 'header' ? 'header' : `${place} parameter` },
        ];
      }),
    ),
  );
}
