import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contract as built, type Contract, type Row, type World } from '@cc-gateway/spec';
import type { Clock } from './clock.ts';
import { createHandler, type HandlerOptions } from './handler.ts';
import { createRecorder, type ReceivedRequest } from './record.ts';
import { createRedactor } from './redact.ts';
import { createStage } from './scenario/stage.ts';
import { findScenario } from './scenario/find.ts';
import type { Scenario } from './scenario/scenario.ts';

/** Settings of a mock. */
export interface MockOptions extends HandlerOptions {
  /** The contract to serve; this package's own unless told. */
  contract?: Contract;
  /** A ready-made scenario's name, a YAML file, or the scenario itself; `quiet-day` unless told. */
  scenario?: string | Scenario;
}

/** A mock without a server of its own. */
export interface Mock {
  contract: Contract;
  /** The rows that preconditions look at; undefined where the scenario ignores preconditions. */
  readonly world: World | undefined;
  /** The scenario that is played, with what it extends. */
  readonly scenario: Scenario;
  /** The time of the scenario. */
  readonly clock: Pick<Clock, 'now' | 'advance'>;
  /** Answers one request of a `node:http` server. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** What arrived since the start or the last reset, without the keys of sessions: the last 1,000 at most. */
  requests(): ReceivedRequest[];
  /** Resolves when `count` requests have arrived; rejects after `timeoutMs`, 5,000 unless told. */
  waitFor(count: number, timeoutMs?: number): Promise<ReceivedRequest[]>;
  /** The newest key of a session whose columns are as given, of the first session's owner unless told. Throws where there is none. */
  sessionOf(columns?: Row): string;
  /** Begins the scenario anew and forgets what arrived. */
  reset(): void;
  /** Begins another scenario and forgets what arrived. Rejects with ScenarioError where it is none. */
  useScenario(scenario: string | Scenario): Promise<void>;
}

/** Creates a mock that another server hands requests to. Throws ScenarioError where the scenario is none. */
export async function createMock(options: MockOptions = {}): Promise<Mock & { stop(): void }> {
  const { contract = built, scenario: wanted = 'quiet-day' } = options;
  let scenario = await findScenario(wanted, contract);
  let stage = createStage(contract, scenario);
  const redact = createRedactor(contract);
  const recorder = createRecorder(redact);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const handle = await createHandler(contract, () => stage, recorder, redact, closing.signal, options);
  const reset = (): void => {
    stage = createStage(contract, scenario);
    recorder.reset();
  };
  return {
    contract,
    get world() {
      stage.sessions.settle();
      return stage.world;
    },
    get scenario() {
      return scenario;
    },
    clock: { now: () => stage.clock.now(), advance: (ms) => stage.clock.advance(ms) },
    handle,
    requests: () => recorder.requests(),
    waitFor: (count, timeoutMs) => recorder.waitFor(count, timeoutMs),
    sessionOf: (columns) => stage.sessions.keyOf(columns),
    reset,
    async useScenario(next) {
      scenario = await findScenario(next, contract);
      reset();
    },
    stop() {
      closing.abort();
      recorder.stop();
    },
  };
}
