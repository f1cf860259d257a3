import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contract as built, type Contract, type Row, type World } from '@cc-gateway/spec';
import type { Clock } from './clock.ts';
import { createHandler, type HandlerOptions } from './handler.ts';
import { createRecorder, type ReceivedRequest, type Recorder } from './record.ts';
import { createRedactor } from './redact.ts';
import { createStage, type Stage } from './scenario/stage.ts';
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
  readonly contract: Contract;
  /** What of the document cannot be used as it stands, in a sentence each. */
  readonly warnings: string[];
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
  /** Serves another contract, and begins the scenario anew. Rejects where that cannot be, and goes on with what it has. */
  useContract(contract: Contract): Promise<void>;
}

/** Creates a mock that another server hands requests to. Throws ScenarioError where the scenario is none. */
export async function createMock(options: MockOptions = {}): Promise<Mock & { stop(): void }> {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  let wanted = options.scenario ?? 'quiet-day';
  let playing = await play(options.contract ?? built, wanted, options, closing.signal);
  return {
    get contract() {
      return playing.contract;
    },
    get warnings() {
      return playing.warnings;
    },
    get world() {
      playing.stage.sessions.settle();
      return playing.stage.world;
    },
    get scenario() {
      return playing.scenario;
    },
    clock: { now: () => playing.stage.clock.now(), advance: (ms) => playing.stage.clock.advance(ms) },
    handle: (request, response) => playing.handle(request, response),
    requests: () => playing.recorder.requests(),
    waitFor: (count, timeoutMs) => playing.recorder.waitFor(count, timeoutMs),
    sessionOf: (columns) => playing.stage.sessions.keyOf(columns),
    reset: () => playing.begin(playing.scenario),
    async useScenario(next) {
      playing.begin(await findScenario(next, playing.contract));
      wanted = next;
    },
    async useContract(next) {
      const successor = await play(next, wanted, options, closing.signal);
      playing.recorder.stop();
      playing = successor;
    },
    stop() {
      closing.abort();
      playing.recorder.stop();
    },
  };
}

/** A contract with a scenario, as it is played. */
interface Playing {
  contract: Contract;
  readonly scenario: Scenario;
  readonly stage: Stage;
  recorder: Recorder;
  warnings: string[];
  /** Begins this scenario, and forgets what arrived. */
  begin(scenario: Scenario): void;
  handle: Mock['handle'];
}

async function play(
  contract: Contract,
  wanted: string | Scenario,
  options: MockOptions,
  signal: AbortSignal,
): Promise<Playing> {
  let scenario = await findScenario(wanted, contract);
  let stage = createStage(contract, scenario);
  const redact = createRedactor(contract);
  const recorder = createRecorder(redact);
  const { handle, warnings } = await createHandler(contract, () => stage, recorder, redact, signal, options);
  return {
    contract,
    warnings,
    handle,
    get scenario() {
      return scenario;
    },
    get stage() {
      return stage;
    },
    recorder,
    begin(next) {
      scenario = next;
      stage = createStage(contract, next);
      recorder.reset();
    },
  };
}
