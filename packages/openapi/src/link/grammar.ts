/** What an object of a document is. `any` may hold references; `data` is a value, in which nothing is a reference. */
export type Kind =
  | 'document'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'body'
  | 'response'
  | 'mediaType'
  | 'encoding'
  | 'example'
  | 'components'
  | 'link'
  | 'securityScheme'
  | 'schema'
  | 'any'
  | 'data';

/** What a member holds: an object of a kind, or a list or a map of such. */
export interface Shape {
  kind: Kind;
  /** How many lists and maps stand around the object, from the outside: `*` for a map, `[]` for a list. */
  around: readonly ('*' | '[]')[];
}

const shape = (kind: Kind, ...around: ('*' | '[]')[]): Shape => ({ kind, around });
const one = (...names: string[]): Record<string, Shape> =>
  Object.fromEntries(names.map((name) => [name, shape('schema')]));

const operations = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
const described = {
  schema: shape('schema'),
  itemSchema: shape('schema'),
  example: shape('data'),
  examples: shape('example', '*'),
  content: shape('mediaType', '*'),
};
const encoded = {
  encoding: shape('encoding', '*'),
  prefixEncoding: shape('encoding', '[]'),
  itemEncoding: shape('encoding'),
};

/** The members of OpenAPI's objects that hold further objects; of what stands nowhere here, the kind is `any`. */
const grammar: Record<Kind, Record<string, Shape>> = {
  document: {
    paths: shape('pathItem', '*'),
    webhooks: shape('pathItem', '*'),
    components: shape('components'),
  },
  components: {
    schemas: shape('schema', '*'),
    responses: shape('response', '*'),
    parameters: shape('parameter', '*'),
    examples: shape('example', '*'),
    requestBodies: shape('body', '*'),
    headers: shape('parameter', '*'),
    links: shape('link', '*'),
    securitySchemes: shape('securityScheme', '*'),
    callbacks: shape('pathItem', '*', '*'),
    pathItems: shape('pathItem', '*'),
    mediaTypes: shape('mediaType', '*'),
  },
  pathItem: {
    parameters: shape('parameter', '[]'),
    additionalOperations: shape('operation', '*'),
    ...Object.fromEntries(operations.map((name) => [name, shape('operation')])),
  },
  operation: {
    parameters: shape('parameter', '[]'),
    requestBody: shape('body'),
    responses: shape('response', '*'),
    callbacks: shape('pathItem', '*', '*'),
  },
  parameter: described,
  body: { content: described.content },
  response: { content: described.content, headers: shape('parameter', '*'), links: shape('link', '*') },
  mediaType: { ...described, ...encoded },
  encoding: { headers: shape('parameter', '*'), ...encoded },
  example: { value: shape('data'), dataValue: shape('data') },
  schema: {
    ...one('not', 'if', 'then', 'else', 'items', 'contains', 'additionalItems', 'additionalProperties'),
    ...one('propertyNames', 'unevaluatedItems', 'unevaluatedProperties', 'contentSchema'),
    allOf: shape('schema', '[]'),
    anyOf: shape('schema', '[]'),
    oneOf: shape('schema', '[]'),
    prefixItems: shape('schema', '[]'),
    properties: shape('schema', '*'),
    patternProperties: shape('schema', '*'),
    dependentSchemas: shape('schema', '*'),
    dependencies: shape('schema', '*'),
    $defs: shape('schema', '*'),
    definitions: shape('schema', '*'),
    const: shape('data'),
    enum: shape('data'),
    default: shape('data'),
    example: shape('data'),
    examples: shape('data'),
  },
  link: {},
  securityScheme: {},
  any: {},
  data: {},
};

const any = shape('any');

/** What the member `key` of an object of a kind holds. */
export const shapeOf = (kind: Kind, key: string): Shape =>
  Object.hasOwn(grammar[kind], key) ? grammar[kind][key]! : kind === 'data' ? shape('data') : any;

/** What a member of a list or a map holds; of an object's own kind, the shape of its member `key`. */
export const within = ({ kind, around }: Shape, key: string): Shape =>
  around.length > 0 ? { kind, around: around.slice(1) } : shapeOf(kind, key);

/** Methods that a path item names itself. */
export const methods: ReadonlySet<string> = new Set(operations);
