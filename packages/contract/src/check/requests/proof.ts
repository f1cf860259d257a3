import { requestSchema } from '../values/request-schema.ts';
import type { Wire } from '../wire/request.ts';
import { essence, isJson } from '../answers/reading/observed.ts';
import { headerOf } from '../wire/raw-answer.ts';
import { hasJsonBody, type Plan } from './plan.ts';
import { contentOf } from './serialize.ts';

/**
 * Why a request, read back from what goes over the wire, is not the valid one that it is meant to be: its target, its
 * headers, its JSON and the schema of that. Undefined where it is.
 */
export function flawOf(plan: Plan, wire: Wire): string | undefined {
  if (!/^[\x21-\x7e]+$/.test(wire.target)) return 'its target holds a character that no target holds';
  if (/%(?![\da-f]{2})/i.test(wire.target)) return 'its target holds a percent sign that encodes nothing';
  const broken = wire.headers.find(([name, value]) => !token.test(name) || !text.test(value));
  if (broken) return `its header ${broken[0]} holds a character that no header holds`;
  return hasJsonBody(plan) && wire.body && isJson(essence(headerOf(wire.headers, 'content-type') ?? ''))
    ? flawOfJson(plan, wire.body)
    : undefined;
}

const token = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;
const text = /^[\t\x20-\x7e\x80-\xff]*$/;

function flawOfJson({ run, operation }: Plan, body: Buffer): string | undefined {
  const schema = requestSchema(run.schemas, contentOf(operation)!.schema);
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
    return run.schemas.accepts(schema, value) ? undefined : 'its body breaks the schema';
  } catch {
    return 'its body is no JSON in UTF-8';
  }
}
