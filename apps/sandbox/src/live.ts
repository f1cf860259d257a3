import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LoggedExchange, Mock } from '@cc-gateway/mock';
import { factsOf, type SandboxFacts } from './facts.ts';

/** What the sandbox tells the page about itself, as it changes. */
export interface Live {
  /** To be told of each exchange of the mock. */
  onExchange: (exchange: LoggedExchange) => void;
  /** Answers the requests of the page; false where a request is none of them. */
  handle(request: IncomingMessage, response: ServerResponse, mock: Mock): boolean;
  /** Forgets what arrived, and tells the pages. */
  reset(mock: Mock): void;
  /** Ends all that listen. */
  close(): void;
}

/** Requests that are remembered. */
const remembered = 50;

/** Starts remembering what arrives. */
export function createLive(mock: () => Mock): Live {
  let log: LoggedExchange[] = [];
  let isDue = false;
  const listening = new Set<ServerResponse>();
  const facts = (): SandboxFacts => factsOf(mock(), log);
  const tell = (): void => {
    isDue = false;
    const message = `data: ${JSON.stringify(facts())}\n\n`;
    for (const response of listening) response.write(message);
  };
  // Told when the exchange is over, so that its effect is there, and once for many.
  const tellSoon = (): void => {
    if (isDue || listening.size === 0) return;
    isDue = true;
    setImmediate(tell);
  };
  const listen = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`data: ${JSON.stringify(facts())}\n\n`);
    listening.add(response);
    response.on('close', () => listening.delete(response));
  };
  const live: Live = {
    onExchange(exchange) {
      log = [...log.slice(1 - remembered), exchange];
      tellSoon();
    },
    reset(playing) {
      playing.reset();
      log = [];
      tellSoon();
    },
    handle(request, response, playing) {
      switch (`${request.method} ${request.url}`) {
        case 'GET /sandbox.json':
          response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
          response.end(JSON.stringify(facts()));
          return true;
        case 'GET /sandbox/events':
          listen(response);
          return true;
        case 'POST /sandbox/reset':
          live.reset(playing);
          response.writeHead(204).end();
          return true;
        default:
          return false;
      }
    },
    close() {
      for (const response of listening) response.end();
    },
  };
  return live;
}
