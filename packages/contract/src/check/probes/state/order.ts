import type { Case } from '../../answers/reading/case.ts';
import { isAboutSession } from '../../keys/renewals.ts';
import { caseOf, hasJsonBody, type Plan } from '../../requests/plan.ts';
import { needsSession } from '../../requests/serialize.ts';
import { fieldsOf } from '../../requests/fields.ts';
import { siblingsOf } from '../../values/siblings.ts';
import { withHeader, type Wire } from '../../wire/request.ts';
import { decides, looksAtSession } from './example-request.ts';
import { withoutSession } from '../sessions/wrong-sessions.ts';

/** Statuses that tell nothing of a body: the caller may not, or something in front does not take its media type or its length. */
const own = new Set([403, 411, 413, 415]);

/** Without a session, a request is refused for that, whatever else is wrong with its body. */
export async function probeOrder(plan: Plan): Promise<void> {
  const { run, operation } = plan;
  if (!needsSession(operation) || !hasJsonBody(plan) || !run.isWanted(operation, 'order')) return;
  const none = withoutSession(plan);
  const of = (about: string, wire: Wire): Case =>
    caseOf(plan, {
      id: 'order',
      rule: 'auth/order',
      about,
      place: `${operation.pointer}/security`,
      wire,
      expect: 'anything',
      isOutside: true,
    });
  const usual = await run.send(of('there is no session key', none));
  if (!isAboutSession(usual)) return;
  const wrong: [about: string, wire: Wire][] = [
    ['the body is no JSON', { ...none, body: Buffer.from('{') }],
    ['the body lacks every member', { ...none, body: Buffer.from('{}') }],
    ['the media type is another', withHeader(none, 'Content-Type', 'text/plain')],
    ...unknownRows(plan),
  ];
  for (const [what, wire] of wrong) {
    const seen = await run.send(of(`there is no session key, and ${what}`, wire));
    if (seen.verdict === 'accepted') run.recorder.find('auth/missing', seen, 'the request is carried out');
    if (seen.verdict !== 'refused' || isAboutSession(seen) || own.has(seen.answer?.status ?? 0)) continue;
    run.recorder.find('auth/order', seen, `refused with ${JSON.stringify(seen.code)}`, {
      isUnsaid: Object.keys(operation.violations)[0] !== 'security',
      documented: `${JSON.stringify(usual.code)}, as without a session key alone`,
    });
  }
}

/** Requests without a session for rows that nobody has, of those that the document looks up after the session. */
function unknownRows(plan: Plan): [about: string, wire: Wire][] {
  const { preconditions } = plan.operation;
  const session = preconditions.findIndex((line) => looksAtSession(plan, line));
  const later = session < 0 ? [] : preconditions.slice(session + 1);
  return fieldsOf(plan)
    .filter((field) => later.some((line) => decides(plan, field, line)))
    .flatMap((field) => {
      const [key] = siblingsOf(plan.run.schemas, field.schema, field.value, plan.run.options.seed).far.toReversed();
      return key === undefined ? [] : [[`${field.label} names nothing`, withoutSession(plan, field.with(key))]];
    });
}
