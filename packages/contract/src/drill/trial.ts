import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { closeServer, listen } from '@cc-gateway/mock';
import { variableOf, type Contract, type Operation } from '@cc-gateway/spec';
import type { Caller, Ending } from './caller/caller.ts';
import { keyNames, pathValues, sampleOf, valuesOf, type Environment } from './caller/environment.ts';
import { shown } from './gateway/certificates.ts';
import { kept, renewMs, startGateway, type Gateway } from './gateway/gateway.ts';
import type { Evidence } from './judging/evidence.ts';
import type { Situation } from './situations/situation.ts';

/** How a caller is tried. */
export interface TrialOptions {
  contract: Contract;
  operation: Operation;
  caller: Caller;
  /** Whether it is a service: it is asked once for each call, and keeps what it will between them. */
  isService: boolean;
  /** HTTPS in each situation, also where it is none of certificates. */
  tls?: boolean;
  /** Milliseconds that a call may take. */
  timeoutMs: number;
  /** The port of the gateway; a free one unless told. */
  port?: number;
}

/** Has a caller make its call in a situation, and gives what was seen. Rejects with CallerError, or CommandError. */
export async function tryOut(situation: Situation, options: TrialOptions): Promise<Evidence> {
  const { contract, operation, caller, timeoutMs, port } = options;
  const kind = situation.certificate ?? (options.tls ? 'right' : undefined);
  const certificate = kind && (await shown(kind));
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-drill-'));
  await using gateway = await startGateway(contract, operation, situation, certificate, port);
  const whose = pathValues(contract, operation);
  const first = gateway.keyOf(whose) ?? '';
  // The key that the caller is given has died, and the one that it can have has not.
  if (situation.session === 'lapsed') gateway.mock.clock.advance(2.5 * renewMs);
  const keys = new Set([first, gateway.keyOf(whose) ?? '']);
  const sessions = createServer(kept, (_, response) => {
    // A session that is refused for good is so with each fresh key.
    if (situation.retry === 'fresh-session' && situation.session === undefined) gateway.mock.clock.advance(renewMs);
    const key = gateway.keyOf(whose) ?? '';
    keys.add(key);
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end(key);
  });
  try {
    const ca = join(folder, 'authority.pem');
    if (certificate) await writeFile(ca, certificate.ca);
    const environment: Environment = {
      ...valuesOf(contract, operation),
      CC_GATEWAY_URL: gateway.url,
      CC_GATEWAY_SESSION_URL: await listen(sessions, {}),
      ...(certificate && { CC_GATEWAY_CA: ca }),
      ...(situation.calls === 'in turn' && !options.isService && { CC_GATEWAY_CALLS: '2' }),
      ...Object.fromEntries(keyNames(operation).map((name) => [variableOf(name), first])),
    };
    const call = (): Promise<Ending> => caller(environment, AbortSignal.timeout(timeoutMs));
    const endings = await endingsOf(situation, call, options.isService, gateway);
    return {
      situation,
      attempts: [...gateway.attempts],
      ...(gateway.crossing && { isCrossed: gateway.crossing.isCrossed() }),
      endings,
      judged: gateway.mock.requests(),
      sample: sampleOf(contract, operation),
      keys: [...keys].filter((key) => key !== ''),
      keyNames: keyNames(operation),
      limit: timeoutMs / 1_000,
    };
  } finally {
    await closeServer(sessions);
    await rm(folder, { recursive: true, force: true });
  }
}

/** How long a caller may take to say what it was answered, in milliseconds. */
const mostMs = 1_000;

/** Has a caller make the calls of a situation; gives how each ended, of a command that makes two in turn how the last did. */
async function endingsOf(
  { calls }: Situation,
  call: () => Promise<Ending>,
  isService: boolean,
  { crossing }: Gateway,
): Promise<[Ending, ...Ending[]]> {
  if (crossing) {
    const first = call();
    first.catch(() => {});
    await Promise.race([crossing.held, first]);
    const second = call();
    await Promise.race([crossing.crossed, first, second]);
    // Whoever has been handed the answer says so first.
    await Promise.race([first, second, pause(mostMs, undefined, { ref: false })]);
    crossing.release();
    return Promise.all([first, second]);
  }
  if (calls === 'in turn' && isService) await call();
  return [await call()];
}
