import type { Outcome } from '../facts.ts';
import type { Progress } from '../phase.ts';

/** What the failure of a connection tells. */
export interface ConnectionFailure {
  why: string;
  outcome: Outcome;
  retryable: boolean;
}

/**
 * Reads the error that a transport failed with. Nothing took effect where the transport has shown that it sent nothing; where
 * it has shown nothing, only an error that can come from nothing but connecting proves as much.
 */
export function connectionFailure(error: unknown, progress: Progress): ConnectionFailure {
  const unsent = progress.outcome === 'not-applied';
  let why: string | undefined;
  try {
    why = reasonIn(error, 0, unsent);
  } catch {
    // An error that cannot be read proves nothing.
  }
  if (unsent) why ??= noConnection;
  else if (progress.phase) why = undefined;
  if (!why)
    return { why: 'the connection broke; the call may have taken effect.', outcome: 'unknown', retryable: false };
  return { why: `${why}; nothing was sent.`, outcome: 'not-applied', retryable: !lasting.has(why) };
}

const noConnection = 'no connection was made';
const unknownHost = 'the name of the host is unknown';
const badCertificate = "the gateway's certificate is not trusted";
const badHandshake = 'the TLS handshake failed';
const badRequest = 'the request cannot be written';
const noPassword = 'the proxy asks for a user and a password, or for others than it was given';
/** What another try meets again. */
const lasting = new Set([unknownHost, badCertificate, badHandshake, badRequest, noPassword]);

/** Verdicts on a certificate. */
const certificateFaults =
  /^(ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_)/;

/** Why no request went out, where an error, or all of its causes, prove that; `unsent` where that is known already. */
function reasonIn(error: unknown, depth: number, unsent: boolean): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined;
  const { code, syscall, message, cause, errors } = error as Record<string, unknown>;
  if (Array.isArray(errors) && errors.length > 0) {
    const reasons = errors.map((each) => reasonIn(each, depth + 1, unsent));
    return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
  }
  const reason = reasonOf(String(code), syscall, String(message), unsent);
  // Whatever brought about an error of reading or writing, that was done on a connection.
  return reason ?? (typeof syscall === 'string' ? undefined : reasonIn(cause, depth + 1, unsent));
}

function reasonOf(code: string, syscall: unknown, message: string, unsent: boolean): string | undefined {
  if (syscall === 'getaddrinfo') {
    return code === 'ENOTFOUND' ? unknownHost : 'the name of the host could not be looked up';
  }
  if (syscall === 'connect') return code === 'ECONNREFUSED' ? 'the connection was refused' : noConnection;
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'no connection was made in time';
  // The words of the platform's fetch for a port that it does not open, and of its TLS for a handshake that was not finished.
  if (message === 'bad port') return 'the platform opens no connection to this port';
  if (message.includes('before secure TLS connection was established')) return noConnection;
  // What undici, and with it the platform's fetch, says of a proxy that opens no tunnel.
  const [, refused] = /^Proxy response \((\d+)\) !== 200 when HTTP Tunneling$/.exec(message) ?? [];
  if (refused) return refused === '407' ? noPassword : 'the proxy opened no tunnel';
  // What follows can be met after the request as well, and tells why only where nothing is known to be out. A certificate is
  // judged again whenever a gateway before TLS 1.3 asks for a new handshake.
  if (unsent && certificateFaults.test(code)) return badCertificate;
  if (unsent && /^(ERR_SSL_|EPROTO$)/.test(code)) return badHandshake;
  if (unsent && /^(UND_ERR_INVALID_ARG|ERR_INVALID_|ERR_HTTP_INVALID_|ERR_UNESCAPED_)/.test(code)) return badRequest;
  return undefined;
}
