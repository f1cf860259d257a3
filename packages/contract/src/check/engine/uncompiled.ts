import { schemaOf } from '@cc-gateway/openapi';
import type { Json, Operation } from '@cc-gateway/spec';

/** The schemas of an operation that cannot be compiled, by what they are of, each with the reason: nothing is held to them. */
export function uncompiled({ parameters, body, answers }: Operation): [about: string, reason: string][] {
  const schemas: [string, Json][] = [
    ...parameters.map(({ in: place, name, schema }): [string, Json] => [`the schema of ${place} ${name}`, schema]),
    ...(body?.contents ?? []).map(({ mediaType, schema }): [string, Json] => [`the schema of ${mediaType}`, schema]),
    ...answers.flatMap(({ status, contents }) =>
      contents.map(({ mediaType, schema }): [string, Json] => [
        `the schema of ${mediaType} in answers ${status}`,
        schema,
      ]),
    ),
  ];
  return schemas.flatMap(([about, schema]): [string, string][] => {
    const { problem } = schemaOf(schema);
    return problem ? [[about, `it cannot be compiled: ${problem.reason.replace(/\.$/, '')}`]] : [];
  });
}
