import { needsSession } from '../../requests/serialize.ts';
import { hasJsonBody, caseOf, type CaseParts, type Plan } from '../../requests/plan.ts';
import { isPassing } from '../../answers/reading/passing.ts';
import { overdue, type Seen } from '../../answers/reading/observed.ts';
import { openConnection } from '../../wire/exchange.ts';
import type { Wire } from '../../wire/request.ts';
import { pipeline, saysClose } from './pipelining.ts';
import { bodyCases } from '../constraints/bodies.ts';
import { withoutSession } from '../sessions/wrong-sessions.ts';

/** What connections do between and after exchanges. `wire` is a request with a known verdict. */
export async function probeConnections(plan: Plan, wire: Wire, verdict: Seen['verdict']): Promise<void> {
  const expect = verdict === 'accepted' ? 'accepted' : 'anything';
  const of = (id: string, rule: string, about: string, more: Partial<CaseParts> = {}) =>
    caseOf(plan, { id: `connection/${id}`, rule, about, wire, expect, isForAll: true, tolerates: [overdue], ...more });
  const jobs: [id: string, job: () => Promise<void>][] = [
    ['silence', () => silence(plan, of('silence', 'transport/unsolicited', 'the connection is kept after the answer'))],
    [
      'twice',
      () =>
        twice(plan, of('twice', 'transport/keep-alive', 'the request goes over one connection several times'), verdict),
    ],
    [
      'mixed',
      () =>
        mixed(
          plan,
          of(
            'mixed',
            'state/connection',
            'a valid request, one without a key, and the valid one again go over one connection',
          ),
        ),
    ],
    ['pipeline', () => pipeline(plan, of('pipeline', 'transport/pipeline', 'two requests are sent at once'))],
    [
      'close',
      () =>
        close(
          plan,
          of('close', 'transport/close', 'the request asks to close', {
            wire: { ...wire, headers: [...wire.headers, ['Connection', 'close']] },
          }),
        ),
    ],
  ];
  const turn = plan.run.turn(plan.operation, 'connections');
  const wanted = jobs.filter(
    ([id], at) =>
      (turn === 0 || id === 'twice' || at === turn % jobs.length) &&
      plan.run.isWanted(plan.operation, `connection/${id}`),
  );
  await Promise.all(wanted.map(([, job]) => job()));
}

const exchanges = 5;

async function twice({ run }: Plan, given: Seen['case'], verdict: Seen['verdict']): Promise<void> {
  const each = run.renewals.current(given);
  if (run.options.dryRun) return void (await run.send(each));
  const connection = openConnection(run.target);
  try {
    await run.admit(each);
    let last = run.judge(each, await connection.exchange(each.wire));
    for (let times = 1; times < exchanges; times += 1) {
      if (!last.answer || saysClose(last)) return;
      await run.admit(each);
      const capture = await connection.exchange(each.wire);
      if (capture.received.length === 0 && ['closed', 'reset', 'unreachable'].includes(capture.ending)) {
        const received = `the connection was closed after answer ${times}, which did not say so`;
        return run.recorder.find('transport/keep-alive', last, received);
      }
      last = run.judge(each, capture);
      run.recorder.try('state/connection', each.place);
      const isOther = last.verdict !== verdict && last.verdict !== 'unclear' && verdict !== 'unclear';
      if (!isOther || isPassing(last)) continue;
      if ((await run.send(each)).verdict !== verdict || run.renewals.current(each) !== each) return;
      const received = `${last.verdict} on a kept-alive connection, ${verdict} on a fresh one`;
      return run.recorder.find('state/connection', last, received);
    }
  } finally {
    connection.close();
  }
}

/** On one connection: the valid request, the same without its key, without a member, with half a body, and the valid one after each. */
async function mixed(plan: Plan, given: Seen['case']): Promise<void> {
  const { run, operation } = plan;
  const each = run.renewals.current(given);
  if (!plan.isLive || run.options.dryRun) return;
  const connection = openConnection(run.target);
  const place = `${operation.pointer}/security`;
  const none = { ...each, rule: 'auth/missing', about: 'there is no session key, on a connection that had one', place };
  try {
    let first: Seen | undefined;
    const wrong: Seen['case'][] = needsSession(operation) ? [{ ...none, wire: withoutSession(plan) }] : [];
    const missing = bodyCases(plan).find(({ rule }) => rule === 'accepts/required');
    if (missing)
      wrong.push({ ...missing, id: each.id, about: `${missing.about}, on a connection that had a whole request` });
    if (hasJsonBody(plan) && /^[{[]/.test(plan.bodyText))
      wrong.push({
        ...each,
        rule: 'accepts/json',
        about: 'half of the body is missing, on a connection that had a whole one',
        wire: plan.wireWithBody(plan.bodyText.slice(0, plan.bodyText.length / 2)),
      });
    for (const next of [each, ...wrong.flatMap((one) => [one, each])]) {
      await run.admit(next);
      const capture = await connection.exchange(next.wire);
      if (!capture.answer) return;
      const seen = run.judge(next, capture);
      if (next !== each && seen.verdict === 'accepted')
        run.recorder.find(next.rule, seen, 'the request is carried out');
      else if (first?.verdict === 'accepted' && next === each && seen.verdict === 'refused' && !isPassing(seen)) {
        if ((await run.send(each)).verdict !== 'accepted' || run.renewals.current(each) !== each) return;
        run.recorder.find('state/connection', seen, 'refused on a connection on which another request was refused');
      }
      if (saysClose(seen)) return;
      first ??= seen;
    }
  } finally {
    connection.close();
  }
}

/** Nothing comes after the answer; where it announces that the connection is closed, it is. */
async function silence({ run }: Plan, each: Seen['case']): Promise<void> {
  const isAnnounced = (seen: Seen): boolean => saysClose(seen) && seen.capture.ending === 'open';
  if (!isAnnounced(await run.send({ ...each, lingerMs: 400 }))) return;
  const seen = await run.send({ ...each, lingerMs: 2_000 });
  if (isAnnounced(seen))
    run.recorder.find(
      'transport/close',
      seen,
      'the answer says close, and the connection is open two seconds after it',
    );
}

async function close({ run }: Plan, each: Seen['case']): Promise<void> {
  const isOpen = ({ answer, capture }: Seen): boolean => answer !== undefined && capture.ending === 'open';
  const seen = await run.send({ ...each, lingerMs: 1_000 });
  // A machine without time may take as long to notice the end.
  if (isOpen(seen) && isOpen(await run.send({ ...each, lingerMs: 2_000 })))
    run.recorder.find('transport/close', seen, 'the connection is still open two seconds after the answer');
}
