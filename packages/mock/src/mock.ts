import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { contract as built, ContractError, type Contract } from '@cc-gateway/spec';
import { ProblemJsonError } from '@stoplight/prism-http';
import { createGateway, problem, type Exchange } from './gateway.ts';
import { readIncoming, TooLargeError } from './incoming.ts';
import { closeServer, listen } from './listen.ts';
import { logLine, type LogFormat } from './log.ts';
import { quietDay } from './quiet-day.ts';
import { send } from './send.ts';
import type { World } from './tables.ts';

/** Settings of a mock. */
export interface MockOptions {
  /** The contract to serve; this package's own unless told. */
  contract?: Contract;
  /** `quiet-day`: a world made from the contract's examples. `open`: every valid request succeeds. */
  scenario?: 'quiet-day' | 'open';
  /** How a request that breaks the contract is answered: as the gateway does, or with Prism's problem+json. */
  violations?: 'gateway' | 'problem';
  /** Bytes that a request's body may have; 1 MiB unless told. */
  bodyLimit?: number;
  /** Lines on stderr, one for each request; `silent` unless told. */
  log?: LogFormat;
}

/** A mock without a server of its own. */
export interface Mock {
  contract: Contract;
  world: World | undefined;
  /** Answers one request of a `node:http` server. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Creates a mock that another server hands requests to. */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const {
    contract = built,
    scenario = 'quiet-day',
    violations = 'gateway',
    bodyLimit = 2 ** 20,
    log = 'silent',
  } = options;
  if (scenario !== 'quiet-day' && scenario !== 'open') {
    throw new ContractError(`scenario is ${JSON.stringify(scenario)}, expected "quiet-day" or "open".`);
  }
  const world = scenario === 'quiet-day' ? quietDay(contract) : undefined;
  const gateway = await createGateway(contract, world, violations);
  return {
    contract,
    world,
    async handle(request, response) {
      const start = performance.now();
      try {
        const exchange = await gateway.answer(await readIncoming(request, bodyLimit));
        send(response, exchange);
        if (log !== 'silent') process.stderr.write(`${logLine(log, exchange, performance.now() - start)}\n`);
      } catch (error) {
        if (!(error instanceof TooLargeError)) return void response.destroy(error as Error);
        response.setHeader('connection', 'close');
        send(response, { ...problem(tooLarge(error)), violations: [] } as unknown as Exchange);
      }
    },
  };
}

/** A mock on a port of its own. */
export interface RunningMock extends Mock, AsyncDisposable {
  /** Origin, for example `http://127.0.0.1:8043`. */
  url: string;
  close(): Promise<void>;
}

/** Starts a mock on `host` (loopback unless told) and `port` (a free one unless told). */
export async function startMock(options: MockOptions & { host?: string; port?: number } = {}): Promise<RunningMock> {
  const { host = '127.0.0.1', port = 0 } = options;
  const mock = await createMock(options);
  const server = createServer({ requestTimeout: 30_000 }, (request, response) => void mock.handle(request, response));
  const url = await listen(server, host, port);
  const close = () => closeServer(server);
  return { ...mock, url, close, [Symbol.asyncDispose]: close };
}

const tooLarge = (error: TooLargeError): ProblemJsonError =>
  ProblemJsonError.fromTemplate(
    { type: 'PAYLOAD_TOO_LARGE', title: 'Request body too large', status: 413 },
    error.message,
  );
