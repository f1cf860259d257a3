import type { Operation } from '@cc-gateway/spec';
import { livenessOf } from './liveness.ts';
import type { Case } from '../answers/reading/case.ts';
import { cannedAnswer } from './dry-run.ts';
import { createBackoff } from './backoff.ts';
import { createLearned, type Learned } from './learned.ts';
import { createPace, usualBudget, StopError, type Pace } from './pace.ts';
import type { Run } from '../requests/run.ts';
import { createTurns } from '../requests/spread.ts';
import type { Redactor } from '../keys/redact.ts';
import { answerRules } from '../answers/rules/catalogue.ts';
import { createRenewals } from '../keys/renewals.ts';
import { overdue, see, type Seen } from '../answers/reading/observed.ts';
import { exchange, type Capture } from '../wire/exchange.ts';
import { bytesOf } from '../wire/request.ts';
import type { Target } from '../wire/target.ts';

/** One run, with what only its order and pace needs. */
export interface EngineRun extends Run {
  pace: Pace;
  learned: Learned;
  /** What was sent for an operation is not sent again: its checks go on where they had stopped. */
  goOn(operation: Operation): void;
}

/** What a run is made of. `notice` is told of each exchange. */
export interface RunParts extends Pick<Run, 'contract' | 'target' | 'schemas' | 'recorder' | 'options'> {
  redactor: Redactor;
  notice(seen: Seen): void;
}

/** A run; `isWanted` says which of its probes run. */
export function createRun(parts: RunParts, isWanted: Run['isWanted']): EngineRun {
  const { contract, recorder, redactor, options } = parts;
  let nextSlot = 0;

  const pace = createPace(options.budget ?? usualBudget(contract));
  const begun = performance.now();
  const backoff = createBackoff();
  const liveness = livenessOf(parts.target, (each) => run.admit(each));
  const target: Target = { ...parts.target, isAnswering: () => liveness.isAnswering() };
  const renewals = createRenewals(redactor);
  /** The ids of the cases that were sent, and of those that were when an operation's checks went on. */
  const [sent, resumed] = [new Map<Operation, Set<string>>(), new Map<Operation, Set<string>>()];
  /** The operations of which an answer has been held to the rules. */
  const held = new Set<Operation>();
  /** What is overdue is asked for again: a machine, or a provider, may have had no time. */
  const answerTo = async (each: Case): Promise<Capture> => {
    const linger = { ms: each.lingerMs ?? 0 };
    const capture = await exchange(target, each.wire, linger);
    if (!isOverdue(capture) || each.isOnce) return capture;
    await run.admit(each);
    const again = await exchange(target, each.wire, linger);
    if (!isOverdue(again))
      recorder.leaveOut(each.operation, each.about, 'it was not answered in time, and was when it was sent again');
    return again;
  };
  const run: EngineRun = {
    ...parts,
    target,
    pace,
    elapsedMs: () => performance.now() - begun,
    renewals,
    learned: createLearned(),
    last: [],
    isWanted: (operation, id) => isWanted(operation, id) && !resumed.get(operation)?.has(id),
    goOn: (operation) => void resumed.set(operation, new Set(sent.get(operation))),
    turn: createTurns(contract.operations.length === 1 || options.only !== undefined),
    async admit(each) {
      if (options.signal?.aborted) throw new StopError('it was cancelled');
      pace.admit(each);
      sent.set(each.operation, (sent.get(each.operation) ?? new Set()).add(each.id));
      options.onRequest?.(redactor.redact(shownBytes(each), each.operation), each.about);
      if (!options.rate || options.dryRun) return;
      const now = performance.now();
      nextSlot = Math.max(now, nextSlot + 1_000 / options.rate);
      if (nextSlot > now) await new Promise((resolve) => setTimeout(resolve, nextSlot - now));
    },
    async send(each) {
      redactor.plant(each.planted ?? []);
      for (let times = 0; ; times += 1) {
        const now = run.renewals.current(each);
        await run.admit(now);
        const capture = options.dryRun ? cannedAnswer(now) : await answerTo(now);
        const seen = run.judge(now, capture);
        if (renewals.note(seen)) continue;
        const pauseMs = each.isOnce ? undefined : backoff.next(seen, times);
        if (pauseMs === undefined) return seen;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    },
    judge(each, capture) {
      const seen = see(contract, each, capture, redactor.secrets);
      pace.note(seen);
      if (capture.ending === 'unreachable' && !options.dryRun)
        throw new StopError(`the provider can no longer be reached: ${capture.error?.code ?? 'time-out'}`, true);
      liveness.note(seen);
      parts.notice(seen);
      run.learned.note(seen);
      recorder.try(each.rule, each.place);
      const isFirst = !held.has(each.operation);
      held.add(each.operation);
      for (const rule of answerRules) {
        if (isFirst) recorder.try(rule.name, each.operation.pointer);
        for (const received of rule.judge(seen))
          recorder.find(rule.name, seen, received, { place: placeOf(rule.name, seen) });
      }
      return seen;
    },
  };
  return run;
}

/** The place in the document that a rule about answers belongs to. */
function placeOf(rule: string, { case: { operation }, documented }: Seen): string {
  const answers = `${operation.pointer}/responses`;
  if (rule.startsWith('envelope/') && documented) {
    const mediaType = documented.contents[0]?.mediaType.replaceAll('~', '~0').replaceAll('/', '~1');
    return `${answers}/${documented.status}${mediaType === undefined ? '' : `/content/${mediaType}/schema`}`;
  }
  return rule.startsWith('media/') && documented ? `${answers}/${documented.status}/content` : answers;
}

function shownBytes({ wire }: Case): string {
  const { head, body } = bytesOf(wire);
  const text = Buffer.concat([head, body.subarray(0, 2_000)]).toString('utf8');
  return body.length > 2_000 ? `${text}… (${body.length} bytes)` : text;
}

const isOverdue = ({ ending, answer }: Capture): boolean => ending === 'timeout' || answer?.status === overdue;
