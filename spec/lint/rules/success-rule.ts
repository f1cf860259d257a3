import type { Json } from '../../src/document.ts';
import { parseExpression } from '../../src/expression.ts';
import { partsOf } from '../../src/parts.ts';
import { schemaOf, type Content } from '@cc-gateway/openapi';
import type { SuccessRule } from '../../src/operation.ts';
import { oneOf } from '../examples.ts';
import type { Place } from '../place.ts';
import { schemasAt } from '../schema-at.ts';
import { operationPlace, type View } from '../view.ts';
import { pointerProblem } from './expression.ts';

/** `x-success` looks at what every answer has, and compares it with a value that it can have. */
export function successRule({ contract, root, report }: View): void {
  for (const operation of contract.operations) {
    if (!operation.success) continue;
    for (const { status, contents } of operation.answers) {
      const answer = operationPlace(root, operation).at('responses', status);
      for (const content of contents) {
        const schema = answer.at('content', content.mediaType, 'schema');
        const problem = problemOf(operation.success, content, Object.keys(answer.value.headers ?? {}));
        if (problem) report(problem.message, (rulePlace(schema) ?? schema).child(problem.at));
      }
    }
  }
}

type Problem = { at: 'value' | 'equals'; message: string } | undefined;

function problemOf({ value, equals }: SuccessRule, { schema }: Content, headers: string[]): Problem {
  const wrong = (message: string): Problem => ({ at: 'value', message: `${value}: ${message}` });
  try {
    const parsed = parseExpression(value);
    if (parsed.from === 'statusCode') return undefined;
    if (parsed.from !== 'response' || !('place' in parsed) || parsed.place === 'query' || parsed.place === 'path') {
      return wrong('not a part of an answer. Expected $response.body#/POINTER, $response.header.NAME or $statusCode.');
    }
    if (parsed.place === 'header') {
      const isSame = (name: string): boolean => name.toLowerCase() === parsed.name.toLowerCase();
      return headers.some(isSame) ? undefined : wrong(`the answer has no such header. ${oneOf(headers)}`);
    }
    const { pointer } = parsed as { pointer: string[] };
    const missing = pointerProblem('the answer', [schema], pointer);
    if (missing) return wrong(missing);
    if (!isRequired(schema, pointer)) {
      return wrong('the answer may lack it, so success could not be told. Expected it in "required".');
    }
    if (schemasAt(schema, pointer).some((member) => schemaOf(ownConstraints(member)).test?.accepts(equals)))
      return undefined;
    const message = `x-success equals ${JSON.stringify(equals)}. Expected a value that ${value} can have by its schema.`;
    return { at: 'equals', message };
  } catch (error) {
    return { at: 'value', message: (error as Error).message };
  }
}

/** What a scalar's schema says by itself, without what it may refer to. */
const ownConstraints = (schema: Json): object =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => /^(type|enum|const|pattern|minLength)$/u.test(key)));

function isRequired(schema: Json, [key, ...rest]: string[]): boolean {
  if (key === undefined) return true;
  const parts = partsOf(schema);
  if (!parts.some((part) => part.required?.includes(key))) return false;
  return rest.length === 0 || schemasAt(schema, [key]).some((member) => isRequired(member, rest));
}

function rulePlace(schema: Place): Place | undefined {
  if (schema.value?.['x-success']) return schema.child('x-success');
  const members = schema.child('allOf').members();
  return members.map(([, member]) => rulePlace(member)).find((place) => place !== undefined);
}
