import type { Json } from './document.ts';
import { evaluate } from './evaluate.ts';
import type { Answer, Operation, SuccessRule } from './operation.ts';

/** An answer as it was received. Header names are lower-case. */
export interface Received {
  status: number;
  headers?: Record<string, unknown>;
  body?: unknown;
}

/** The rule that an operation's answers carry in a schema, looked for in `allOf` too. */
export function readSuccess(answers: Answer[]): SuccessRule | undefined {
  const schemas = answers.flatMap((answer) => answer.contents.map((content) => content.schema));
  return schemas.map((schema) => ruleIn(schema)).find((rule) => rule !== undefined);
}

/** The rule that a schema carries, looked for in `allOf` too. */
export function ruleIn(schema: Json, seen: ReadonlySet<Json> = new Set()): SuccessRule | undefined {
  if (schema?.['x-success'] !== undefined || seen.has(schema)) return schema?.['x-success'];
  const parts: Json[] = Array.isArray(schema?.allOf) ? schema.allOf : [];
  const inner = new Set([...seen, schema]);
  return parts.map((part) => ruleIn(part, inner)).find((rule) => rule !== undefined);
}

/** The value that decides about success: the result code, or the status where there is no `x-success`. */
export function codeOf(operation: Operation, { status, headers = {}, body }: Received): unknown {
  if (!operation.success) return status;
  return evaluate(operation.success.value, { statusCode: status, response: { headers, body } });
}

/** Whether an answer says that the operation was carried out: by `x-success`, or by a 2xx status where there is none. */
export function isSuccess(operation: Operation, received: Received): boolean {
  if (!operation.success) return received.status >= 200 && received.status < 300;
  return codeOf(operation, received) === operation.success.equals;
}
