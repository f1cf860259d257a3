import type { Outcome } from './facts.ts';

/** What the failure of a connection tells. */
export interface Breakage {
  why: string;
  outcome: Outcome;
  retryable: boolean;
}

const certificateFaults =
  /^(ERR_TLS_(CERT|HANDSHAKE)_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_)/;
const handshakeFaults =
  /^ERR_SSL_.*(WRONG_VERSION|PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE|UNRECOGNIZED_NAME)/;
const neverConnected = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);

/** Reads the error of a `fetch`. Nothing took effect only where the error proves that no request went out. */
export function whatBroke(error: unknown): Breakage {
  let proof: Proof | undefined;
  try {
    proof = proofIn(error, 0);
  } catch {
    // An error that cannot be read proves nothing.
  }
  if (!proof) {
    return { why: 'the connection broke; the call may have taken effect.', outcome: 'unknown', retryable: false };
  }
  return { why: `${proof.why}; nothing was sent.`, outcome: 'not-applied', retryable: proof.passing };
}

/** Why no request can have gone out, and whether that may pass by itself. */
interface Proof {
  why: string;
  passing: boolean;
}

function proofIn(error: unknown, depth: number): Proof | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined;
  const { code, message, cause, errors, nothingSent } = error as Record<string, unknown>;
  if (Array.isArray(errors) && errors.length > 0) {
    const proofs = errors.map((each) => proofIn(each, depth + 1));
    return proofs.every((proof) => proof !== undefined) ? proofs[0] : undefined;
  }
  const proof = ofCode(String(code), String(message)) ?? proofIn(cause, depth + 1);
  // A transport that knows says so itself.
  return proof ?? (nothingSent === true ? { why: 'the TLS handshake failed', passing: false } : undefined);
}

function ofCode(code: string, message: string): Proof | undefined {
  if (code === 'ENOTFOUND') return { why: 'the name of the host is unknown', passing: false };
  if (code.startsWith('EAI_'))
    return { why: 'the name of the host could not be looked up', passing: code === 'EAI_AGAIN' };
  if (neverConnected.has(code)) return { why: 'the connection was refused', passing: true };
  if (certificateFaults.test(code)) return { why: "the gateway's certificate is not trusted", passing: false };
  if (handshakeFaults.test(code) || message.includes('before secure TLS connection was established')) {
    return { why: 'the TLS handshake failed', passing: false };
  }
  return undefined;
}
