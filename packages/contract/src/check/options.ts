import type { Duplex } from 'node:stream';
import type { Contract } from '@cc-gateway/spec';
import type { Finding, Witness } from './report/finding.ts';
import type { RunOptions } from './requests/run-options.ts';

/** What to check, and how. */
export interface CheckOptions extends RunOptions {
  /** Address of the provider: `http:` or `https:`, with the path that comes before the contract's paths, if any. */
  url: string;
  /** The contract, or the file of an OpenAPI 3.x document; this package's own contract unless told. */
  spec?: Contract | string;
  /** The least share of the rules that must be tried, and of the operations that must be exercised, in percent, 1 to 100; less is not testable. None unless told. */
  minCoverage?: number;
  /** Operations that need not be exercised, by their `operationId`, or method and path; any other that is not makes the run untestable. */
  allowUntested?: string[];
  /** Milliseconds from a request's first byte to its answer's last; 5,000 unless told. */
  timeoutMs?: number;
  /** Opens each connection, in place of TCP to the host of `url`: to a socket file, through a tunnel, or to a server in this process. */
  createConnection?: () => Duplex;
  /** Certificates to trust beside the system's, as PEM. */
  ca?: string;
  /** Findings that are known and accepted, by fingerprint, each with its reason. */
  ignore?: Record<string, string>;
  /** Is told of each finding when it is found first. */
  onFinding?: (finding: Finding) => void;
  /** Is told of each exchange once it is over: what was sent, and what came, with keys redacted. */
  onExchange?: (exchange: Witness, about: string) => void;
}
