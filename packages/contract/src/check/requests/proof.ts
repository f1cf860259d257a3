import { requestSchema } from '../values/request-schema.ts';
import type { Wire } from '../wire/request.ts';
import { essence, isJson } from '../answers/reading/observed.ts';
import { headerOf } from '../wire/raw-answer.ts';
import { hasJsonBody, type Plan } from './plan.ts';
import { readBack } from './reading.ts';
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
  const isSentAsJson = hasJsonBody(plan) && isJson(essence(headerOf(wire.headers, 'content-type') ?? ''));
  const flaw = isSentAsJson && wire.body ? flawOfJson(plan, wire.body) : undefined;
  const [violation] = readBack(plan, wire).violations;
  return flaw ?? (violation && `its ${violation.pointer} ${violation.message}`);
}

/**
 * Why a request, read back from what goes over the wire, is not wrong in one part alone: nothing is wrong with it, or something
 * else is, too. Undefined where it is. `part` is a pointer, such as `/query/limit` or `/body`.
 */
export function flawOfWrong(plan: Plan, wire: Wire, part: string): string | undefined {
  const { violations: all, isJudged } = readBack(plan, wire);
  // What the plan's own request breaks is not the matter: the user may have offered it, or nobody can judge it.
  const own = ownFlaws(plan);
  const violations = all.filter(({ pointer, message }) => !own.has(`${pointer} ${message}`));
  // A value that is no segment of a path makes it another path.
  const isWithin = ({ kind, pointer }: (typeof violations)[number]): boolean =>
    pointer === part || pointer.startsWith(`${part}/`) || (kind === 'path' && part.startsWith('/path/'));
  const other = violations.find((each) => !isWithin(each));
  if (other) return `its ${other.pointer} ${other.message}, too`;
  return violations.length === 0 && isJudged ? 'nothing is wrong with it' : undefined;
}

const flaws = new WeakMap<Plan, Set<string>>();

/** What the plan's own request breaks. */
function ownFlaws(plan: Plan): Set<string> {
  const known = flaws.get(plan);
  if (known) return known;
  const own = readBack(plan, plan.wire).violations.map(({ pointer, message }) => `${pointer} ${message}`);
  flaws.set(plan, new Set(own));
  return flaws.get(plan)!;
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
