import { caseOf, type Plan } from '../../requests/plan.ts';
import type { Seen } from '../../answers/reading/observed.ts';
import { renewedKey } from '../../keys/renewed-key.ts';

const strangers = new Set(['auth/missing', 'auth/empty', 'auth/unknown', 'auth/near-miss']);

/** Where the refusal of a wrong key hands out a key: it does not work. */
export async function probeHandout(plan: Plan, refusal: Seen): Promise<void> {
  const { run, operation } = plan;
  if (!plan.isLive || !strangers.has(refusal.case.rule)) return;
  run.recorder.try('auth/handout', refusal.case.place);
  const key = renewedKey(refusal);
  if (key === undefined) return;
  run.redactor.add(key);
  const seen = await run.send({
    ...refusal.case,
    rule: 'auth/handout',
    about: `the key is one that came back where ${refusal.case.about}`,
    place: `${operation.pointer}/security`,
    wire: plan.wireWith({}, key),
  });
  if (seen.verdict === 'accepted') run.recorder.find('auth/handout', seen, 'the request is carried out');
}

/** Where answers renew the key: the new one is accepted, and an old one dies after the second renewal. */
export async function probeRenewal(plan: Plan): Promise<void> {
  const { run, operation, session } = plan;
  if (session === undefined || run.options.dryRun || !run.isWanted(operation, 'renewal')) return;
  const place = `${operation.pointer}/security`;
  const send = (key: string, rule: string, about: string): Promise<Seen> =>
    run.send(
      caseOf(plan, {
        id: `renewal#${about}`,
        rule,
        about,
        place,
        wire: plan.wireWith({}, key),
        expect: 'anything',
        isVerbatim: true,
      }),
    );
  const opening = await run.send(
    caseOf(plan, {
      id: 'renewal#first',
      rule: 'auth/new-key',
      about: 'the session key is used',
      place,
      wire: plan.wire,
      expect: 'anything',
    }),
  );
  const first = renewedKey(opening);
  if (first === undefined) return;
  run.redactor.add(first);
  const keys = [first];
  for (let times = 0; times < 3; times += 1) {
    const seen = await send(keys.at(-1)!, 'auth/new-key', 'the newest session key is used');
    if (times > 0 && seen.verdict === 'refused') return;
    const next = renewedKey(seen);
    if (next === undefined || keys.includes(next)) return;
    run.redactor.add(next);
    keys.push(next);
  }
  const old = await send(first, 'auth/old-key', `a session key is used after ${keys.length - 1} renewals`);
  if (old.verdict === 'accepted') run.recorder.find('auth/old-key', old, 'the old key is still accepted');
}
