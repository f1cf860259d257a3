import { tolerantSchema, type Contract, type Json, type Operation } from '@cc-gateway/spec';
import { isJson } from '../answers/reading/observed.ts';
import { parameterPointer } from '../requests/plan.ts';
import { answerSchema, requestSchema } from '../values/request-schema.ts';
import { schemasOf } from '../values/schema.ts';
import { part, type Contradiction } from './contradiction.ts';

/** Examples of an operation that break the schemas that they are examples of. */
export function exampleContradictions(contract: Contract, operation: Operation): Contradiction[] {
  const { pointer, parameters, body, answers } = operation;
  const schemas = schemasOf(contract);
  const of = (about: string, place: string, schema: Json, value: unknown): Contradiction[] => {
    const [error] = value === undefined ? [] : schemas.violations(schema, value);
    return error ? [{ rule: 'document/example', place, about, says: `${error.pointer || 'it'} ${error.message}` }] : [];
  };
  type Contents = Operation['answers'][number]['contents'];
  const ofContents = (what: string, at: string, contents: Contents, view: (schema: Json) => Json): Contradiction[] =>
    contents
      .filter(({ mediaType }) => isJson(mediaType))
      .flatMap(({ mediaType, schema, examples }) =>
        examples.flatMap(({ name, value }) =>
          of(
            `the example ${JSON.stringify(name)} of ${what}`,
            `${at}/content/${part(mediaType)}/${name === 'example' ? name : `examples/${part(name)}`}`,
            view(schema),
            value,
          ),
        ),
      );
  return [
    ...parameters.flatMap(({ in: where, name, schema, example }) =>
      of(`the example of ${where} ${name}`, parameterPointer({ contract }, operation, where, name), schema, example),
    ),
    ...ofContents('the request', `${pointer}/requestBody`, body?.contents ?? [], (schema) =>
      requestSchema(schemas, schema),
    ),
    ...answers.flatMap(({ status, contents }) =>
      ofContents(`answers ${status}`, `${pointer}/responses/${status}`, contents, (schema) =>
        answerSchema(schemas, tolerantSchema(schema)),
      ),
    ),
  ];
}
