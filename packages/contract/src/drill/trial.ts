import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeServer, listen } from '@cc-gateway/mock';
import type { Contract, Operation } from '@cc-gateway/spec';
import type { Caller } from './caller/caller.ts';
import { keyNames, pathValues, valuesOf, variable, type Environment } from './caller/environment.ts';
import { shown } from './gateway/certificates.ts';
import { renewMs, startGateway } from './gateway/gateway.ts';
import type { Evidence } from './judging/evidence.ts';
import type { Situation } from './situations/situation.ts';

/** How a caller is tried. */
export interface TrialOptions {
  contract: Contract;
  operation: Operation;
  caller: Caller;
  /** Milliseconds that a call may take. */
  timeoutMs: number;
  /** The port of the gateway; a free one unless told. */
  port?: number;
}

/** Has a caller make its call in a situation, and gives what was seen. Rejects with CallerError. */
export async function tryOut(situation: Situation, options: TrialOptions): Promise<Evidence> {
  const { contract, operation, caller, timeoutMs, port } = options;
  const certificate = situation.certificate === undefined ? undefined : await shown(situation.certificate);
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-drill-'));
  await using gateway = await startGateway(contract, operation, situation, certificate, port);
  const whose = pathValues(contract, operation);
  const first = gateway.keyOf(whose) ?? '';
  // The key that the caller is given has died, and the one that it can have has not.
  if (situation.session === 'lapsed') gateway.mock.clock.advance(2.5 * renewMs);
  const keys = new Set([first, gateway.keyOf(whose) ?? '']);
  const sessions = createServer((_, response) => {
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
      ...Object.fromEntries(keyNames(operation).map((name) => [variable(name), first])),
    };
    const ending = await caller(environment, AbortSignal.timeout(timeoutMs));
    const attempts = [...gateway.attempts];
    return {
      situation,
      attempts,
      judged: gateway.mock.requests(),
      ending,
      keys: [...keys].filter((key) => key !== ''),
      keyNames: keyNames(operation),
      limit: timeoutMs / 1_000,
    };
  } finally {
    await closeServer(sessions);
    await rm(folder, { recursive: true, force: true });
  }
}
