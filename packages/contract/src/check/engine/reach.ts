import type { Contract } from '@cc-gateway/spec';
import type { Recorder } from '../requests/run.ts';
import { tlsRules } from '../answers/rules/verdict.ts';
import { opened, timesToConnect } from '../wire/exchange.ts';
import { openLink } from '../wire/link.ts';
import type { Target } from '../wire/target.ts';

/** Tries one connection. Gives the reason, and what to do, where there is none. */
export async function reach(target: Target, recorder: Recorder, contract: Contract): Promise<string | undefined> {
  const error = await connectError(target);
  if (!error) {
    if (target.isTls) for (const { name } of tlsRules) recorder.try(name, target.origin);
    return undefined;
  }
  const where = `${target.host}:${target.port}`;
  const rule = target.isTls ? tlsRule(error) : undefined;
  if (!rule)
    return `${where} cannot be reached: ${error.code ?? error.message}. Check the address, and that the provider runs.`;
  const operation = contract.operations[0];
  recorder.try(rule, where);
  recorder.find(rule, undefined, error.message, {
    about: `TLS with ${where}`,
    place: '#/servers',
    ...(operation && { operation }),
  });
  return `${where} cannot be trusted: ${error.message}. ${advice[rule] ?? ''}`.trim();
}

const advice: Record<string, string> = {
  'tls/expired': 'Have the certificate renewed.',
  'tls/host': 'Use a name that the certificate lists, or have this one added.',
  'tls/untrusted': "Give the authority's certificate with --ca FILE.",
  'tls/handshake': 'Check that the port speaks TLS 1.2 or later.',
};

function tlsRule({ code = '', message }: NodeJS.ErrnoException): string | undefined {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'tls/expired';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'tls/host';
  if (/SELF_SIGNED|UNABLE_TO|CERT_|INVALID_CA|INVALID_PURPOSE/.test(code)) return 'tls/untrusted';
  if (/^E(PROTO|RR_SSL)|ERR_SSL|ERR_TLS/.test(code) || /SSL|TLS|socket disconnected/i.test(message))
    return 'tls/handshake';
  return undefined;
}

async function connectError(target: Target): Promise<NodeJS.ErrnoException | undefined> {
  const link = openLink(target);
  await opened(link, target.timeoutMs);
  link.socket.destroy();
  if (link.isUp) return undefined;
  const overdue = new Error(`no connection within ${timesToConnect * target.timeoutMs} ms`);
  return link.failure ?? Object.assign(overdue, { code: 'time-out' });
}
