import type { Contract, Operation } from '@cc-gateway/spec';
import { answeringOf } from './liveness.ts';
import type { Case } from '../answers/case.ts';
import { canned } from './dry-run.ts';
import type { CheckOptions } from '../options.ts';
import { createPatience } from './backoff.ts';
import { createLearned, type Learned } from './learned.ts';
import type { Recorder } from '../report/recorder.ts';
import type { Redactor } from '../keys/redact.ts';
import { answerRules } from '../answers/rules/catalogue.ts';
import { createRenewals, type Renewals } from '../keys/renewals.ts';
import { isBreakdown, see, type Seen } from '../answers/observed.ts';
import type { Schemas } from '../values/schema.ts';
import { exchange, type Capture } from '../wire/exchange.ts';
import { bytesOf } from '../wire/request.ts';
import type { Target } from '../wire/target.ts';

/** The run has to end: the provider no longer answers, or the budget is used up. */
export class StopError extends Error {
  override name = 'StopError';
  /** Whether the provider is gone. */
  readonly isGone: boolean;
  constructor(message: string, isGone = false) {
    super(message);
    this.isGone = isGone;
  }
}

/** One run of the checks against one provider. */
export interface Run {
  contract: Contract;
  target: Target;
  schemas: Schemas;
  recorder: Recorder;
  redactor: Redactor;
  /** Is told of each exchange. */
  notice(seen: Seen): void;
  options: CheckOptions & { level: NonNullable<CheckOptions['level']>; seed: number; runs: number };
  requests: number;
  /** Milliseconds since the run began. */
  elapsedMs(): number;
  renewals: Renewals;
  learned: Learned;
  /** What is left for the end: a provider may break at it. */
  last: { operation: Operation; job: () => Promise<void> }[];
  /**
   * Sends a request on a connection of its own and holds its answer to every rule about answers. A refusal that passes
   * by itself is waited for.
   */
  send(each: Case): Promise<Seen>;
  /** Reads and judges an exchange that was made in another way. */
  judge(each: Case, capture: Capture): Seen;
  /** Whether a probe is to run: always, but in a replay. */
  isWanted(operation: Operation, id: string): boolean;
  /** Waits for its turn and counts a request. Throws StopError where the run has to end. */
  admit(each: Case): Promise<void>;
}

/** After so many answers 5xx in a row, or requests in a row that are not answered in time, the run stops. */
const burst = 12;
const stalls = 9;

export function createRun(
  parts: Omit<
    Run,
    'requests' | 'elapsedMs' | 'renewals' | 'learned' | 'last' | 'send' | 'judge' | 'isWanted' | 'admit'
  >,
  isWanted: Run['isWanted'],
): Run {
  const { contract, recorder, redactor, options } = parts;
  let stalled = 0;
  let errors = 0;
  let nextSlot = 0;

  const begun = performance.now();
  const patience = createPatience();
  const answering = answeringOf(parts.target, (each) => run.admit(each));
  const target: Target = { ...parts.target, isAnswering: () => answering.isAnswering() };
  const run: Run = {
    ...parts,
    target,
    requests: 0,
    elapsedMs: () => performance.now() - begun,
    renewals: createRenewals(redactor),
    learned: createLearned(),
    last: [],
    isWanted,
    async admit(each) {
      if (run.requests >= (options.budget ?? 5_000))
        throw new StopError(`the budget of ${options.budget ?? 5_000} requests (--budget) is used up`);
      if (errors >= burst) throw new StopError(`${burst} answers 5xx in a row`);
      if (stalled >= stalls) throw new StopError(`${stalls} requests in a row were not answered in time`);
      run.requests += 1;
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
        const capture = options.dryRun ? canned(now) : await exchange(target, now.wire, { ms: now.lingerMs ?? 0 });
        const seen = run.judge(now, capture);
        if (run.renewals.note(seen)) continue;
        const pauseMs = each.isOnce ? undefined : patience.next(seen, times);
        if (pauseMs === undefined) return seen;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    },
    judge(each, capture) {
      const seen = see(contract, each, capture, redactor.secrets);
      errors = isBreakdown(seen) ? errors + 1 : 0;
      stalled = ['timeout', 'flood'].includes(capture.ending) ? stalled + 1 : 0;
      if (capture.ending === 'unreachable' && !options.dryRun)
        throw new StopError(`the provider can no longer be reached: ${capture.error?.code ?? 'time-out'}`, true);
      answering.note(seen);
      run.notice(seen);
      run.learned.note(seen);
      recorder.try(each.rule, each.place);
      for (const rule of answerRules) {
        recorder.try(rule.name, each.operation.pointer);
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
