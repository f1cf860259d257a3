import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { readBytes } from './incoming.ts';
import type { Mock } from './mock.ts';
import { ready } from './scenario/ready.ts';
import { readScenario } from './scenario/read.ts';

/** The test control over HTTP. It answers JSON, nothing to web pages, and where there is a token, nothing without it but health. */
export function createControl(mock: Mock, token: string | undefined): RequestListener {
  return (request, response) => {
    const reply = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
    };
    // A page in a browser can send requests anywhere, and names its origin when it does.
    if (request.headers.origin !== undefined) return reply(403, { error: 'The control does not answer web pages.' });
    if (request.method === 'GET' && request.url === '/health') return reply(200, { status: 'ok' });
    if (token !== undefined && !isBearer(request.headers.authorization, token)) {
      response.setHeader('www-authenticate', 'Bearer');
      return reply(401, {
        error: 'Expected the header "Authorization: Bearer TOKEN", with the token printed at start.',
      });
    }
    control(mock, request).then(
      (body) => (body === undefined ? reply(404, { error: 'No such control.', controls: usage }) : reply(200, body)),
      (error: Error) => reply(400, { error: error.message }),
    );
  };
}

function isBearer(received: string | undefined, token: string): boolean {
  const [given, wanted] = [Buffer.from(received ?? ''), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const usage = [
  'GET /health',
  'GET /requests',
  'GET /requests?atLeast=N&timeoutMs=N',
  'POST /reset',
  'GET /scenario',
  'PUT /scenario (a YAML scenario, or the name of a ready-made one)',
  'GET /clock',
  'POST /clock/advance?ms=N',
  'GET /session?COLUMN=VALUE',
];

async function control(mock: Mock, request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(`http://control${request.url ?? '/'}`);
  switch (`${request.method} ${pathname}`) {
    case 'GET /':
      return { controls: usage };
    case 'GET /requests': {
      const atLeast = searchParams.get('atLeast');
      if (atLeast === null) return mock.requests();
      return mock.waitFor(numberOf(searchParams, 'atLeast'), numberOf(searchParams, 'timeoutMs', 5_000));
    }
    case 'POST /reset':
      mock.reset();
      return { reset: true };
    case 'GET /scenario':
      return mock.scenario;
    case 'PUT /scenario':
      await mock.useScenario(scenarioIn((await readBytes(request, 2 ** 20)).toString(), mock));
      return mock.scenario;
    case 'GET /clock':
      return { ms: mock.clock.now() };
    case 'POST /clock/advance':
      mock.clock.advance(numberOf(searchParams, 'ms'));
      return { ms: mock.clock.now() };
    case 'GET /session':
      return { key: mock.sessionOf(Object.fromEntries(searchParams)) };
  }
  return undefined;
}

function scenarioIn(text: string, mock: Mock) {
  if (text.trim() === '')
    throw new Error('The body is empty, expected a YAML scenario, or the name of a ready-made one.');
  const name = /^[\w-]+\s*$/.test(text) ? text.trim() : undefined;
  return name !== undefined && Object.hasOwn(ready, name) ? name : readScenario(text, mock.contract, 'scenario');
}

function numberOf(search: URLSearchParams, name: string, otherwise?: number): number {
  const received = search.get(name);
  if (received === null && otherwise !== undefined) return otherwise;
  if (received !== null && /^\d+(\.\d+)?$/.test(received)) return Number(received);
  throw new Error(`${name} is ${JSON.stringify(received)}, expected a number that is not negative.`);
}
