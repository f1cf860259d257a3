/**
 * Code of validators without what no caller of ours reads: the place in the schema where an error arose, the notes that
 * `unevaluatedProperties` and references need where there are none, and a long form for every error.
 */
export function slim(code: string): string {
  const short = code
    .replaceAll(/schemaPath: "(?:[^"\\]|\\.)*", (?=keyword: ")|comparison: "[<>=]+", (?=limit: )/g, '')
    .replaceAll(
      /const (err\d+) = (\{.*\});\s*if \(vErrors === null\) \{\s*vErrors = \[\1\];\s*\} else \{\s*vErrors\.push\(\1\);\s*\}\s*errors\+\+;/g,
      '(vErrors ??= []).push($2); errors++;',
    );
  return /\bvalidate\d+\(\w|unevaluated|dynamicProps = /.test(short.replaceAll(/function validate\d+/g, 'function'))
    ? short
    : short
        .replaceAll(/const (evaluated\d+) = .*;(?:\s*if \(\1\.\w+\) \{[^}]*\})*/g, '')
        .replaceAll(/^validate\d+\.evaluated = .*;$/gm, '')
        .replaceAll(', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}', ' } = {}');
}

/** Code, as ajv writes it, whose references into schemas are replaced by what stands there. */
export function withoutSchemas(code: string): string {
  const schemas = [...code.matchAll(/^const (schema\d+) = (\{.*\});$/gm)];
  return schemas.reduce((text, [line, name, json]) => {
    const schema = JSON.parse(json!) as unknown;
    const inline = text
      .replace(line, '')
      .replaceAll(new RegExp(`\\b${name}((?:\\.\\w+|\\[[^\\]]+\\])+)`, 'g'), (_, path: string) =>
        JSON.stringify(
          [...path.matchAll(/\.(\w+)|\[([^\]]+)\]/g)].reduce<unknown>(
            (value, [, key, index]) => (value as Record<string, unknown>)[key ?? (JSON.parse(index!) as string)],
            schema,
          ),
        ),
      );
    // A schema that is used as a whole stays.
    return new RegExp(`\\b${name}\\b`).test(inline) ? text : inline;
  }, code);
}
