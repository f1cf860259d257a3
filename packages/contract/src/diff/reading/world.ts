import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Json } from '@cc-gateway/spec';
import { boundedRegExp } from '../../patterns/engine.ts';

/** The document in which schemas stand, and the judge of their values. */
export interface World {
  /** Whether a value keeps a schema of the document; undefined where the schema cannot be read. */
  isValid(schema: Json, value: unknown): boolean | undefined;
  /** The schema that a `$ref` names; references are left only where a schema contains itself. */
  resolve(schema: Json): Json;
  /** A schema with all that its references reach: of the same content, schemas are the same. */
  inFull(schema: Json): Json;
}

/** A schema and the document in which it stands. */
export interface Side {
  schema: Json;
  world: World;
}

/** Another schema of the same document. */
export const sideOf = (side: Side, schema: Json): Side => ({ schema: schema ?? true, world: side.world });

/** Prepares a dereferenced document: its schemas become JSON Schema 2020-12, whatever version of OpenAPI it has. */
export function createWorld(document: Json): { document: Json; world: World } {
  const prepared = String(document.openapi).startsWith('3.0') ? modernized(document) : document;
  const root = absolute(prepared);
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    validateSchema: false,
    addUsedSchema: false,
    code: { regExp: boundedRegExp },
  });
  formats.default(ajv);
  ajv.addSchema(schemasOf(root), id);
  const known = new WeakMap<object, ValidateFunction | false>();
  const world: World = {
    isValid(schema, value) {
      if (typeof schema === 'boolean') return schema;
      let check = known.get(schema);
      if (check === undefined) known.set(schema, (check = compiled(ajv, schema)));
      return check ? check(value) : undefined;
    },
    resolve(schema) {
      const reference = schema?.$ref;
      if (typeof reference !== 'string' || !reference.startsWith(`${id}#`)) return schema;
      const keys = decodeURI(reference.slice(id.length + 2)).split('/');
      return keys.reduce((from, key) => from?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], root) ?? true;
    },
    inFull(schema) {
      const reached: Record<string, Json> = {};
      const reach = (value: Json): void => {
        if (typeof value !== 'object' || value === null) return;
        const { $ref: reference } = value;
        if (typeof reference === 'string' && !(reference in reached)) {
          reached[reference] = world.resolve(value);
          if (reached[reference] !== value) reach(reached[reference]);
        }
        for (const member of Object.values(value)) reach(member);
      };
      reach(schema);
      return { schema, reached };
    },
  };
  return { document: root, world };
}

const id = 'https://cc-gateway.invalid/document';

function compiled(ajv: Ajv2020, schema: Json): ValidateFunction | false {
  try {
    return ajv.compile(schema);
  } catch {
    return false;
  }
}

// The whole document is a schema to ajv, whose parts its references name; its keywords must not be read as a schema's.
const schemasOf = ({ paths, components, webhooks }: Json): Json => ({ paths, components, webhooks });

const absolute = (value: Json): Json =>
  mapped(value, (copy) => {
    if (typeof copy.$ref === 'string' && copy.$ref.startsWith('#')) copy.$ref = id + copy.$ref;
    return copy;
  });

/** Schemas of OpenAPI 3.0 as JSON Schema 2020-12. */
const modernized = (value: Json): Json =>
  mapped(value, (copy) => {
    if (copy.nullable === true && typeof copy.type === 'string') {
      copy.type = [copy.type, 'null'];
      if (Array.isArray(copy.enum) && !copy.enum.includes(null)) copy.enum = [...copy.enum, null];
    }
    delete copy.nullable;
    for (const [exclusive, bound] of [
      ['exclusiveMinimum', 'minimum'],
      ['exclusiveMaximum', 'maximum'],
    ] as const) {
      if (copy[exclusive] === true) {
        copy[exclusive] = copy[bound];
        delete copy[bound];
      } else if (copy[exclusive] === false) delete copy[exclusive];
    }
    return copy;
  });

function mapped(value: Json, change: (copy: Json) => Json, known = new Map<object, Json>()): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (known.has(value)) return known.get(value);
  const copy: Json = Array.isArray(value) ? [] : {};
  known.set(value, copy);
  for (const [key, member] of Object.entries(value)) copy[key] = mapped(member, change, known);
  return Array.isArray(value) ? copy : change(copy);
}
