import type { Contract } from '@cc-gateway/spec';
import type { Witness } from './report/finding.ts';
import type { Level } from './requests/level.ts';

/** What to check, and how. */
export interface CheckOptions {
  /** Address of the provider: `http:` or `https:`, with the path that comes before the contract's paths, if any. */
  url: string;
  /** The contract, or the file of an OpenAPI 3.x document; this package's own contract unless told. */
  spec?: Contract | string;
  /** How far the run may go; `safe` unless told. */
  level?: Level;
  /** Values that valid calls may use, by the name of a path, query, header or body field. */
  set?: Record<string, string>;
  /** The key of a session, as the security scheme carries it. */
  auth?: string;
  /** The key of a session that may not act on the offered ids. */
  otherAuth?: string;
  /** The same seed sends the same requests; 1 unless told. */
  seed?: number;
  /** Generated values for each operation, at `full`; 25 unless told. */
  runs?: number;
  /** The most requests; 5,000 unless told. */
  budget?: number;
  /** The least share of the rules that must be tried, in percent, 1 to 100; less is not testable. None unless told. */
  minCoverage?: number;
  /** The most requests a second; unlimited unless told. */
  rate?: number;
  /** Milliseconds from a request's first byte to its answer's last; 5,000 unless told. */
  timeoutMs?: number;
  /** Certificates to trust beside the system's, as PEM. */
  ca?: string;
  /** Sends nothing: every request is handed to `onRequest`, and answered as a conforming provider would. */
  dryRun?: boolean;
  /** Findings that are known and accepted, by fingerprint, each with its reason. */
  ignore?: Record<string, string>;
  /** Runs the one probe that a replay id names. */
  only?: string;
  /** Is told of each request as it goes out: its bytes, with keys redacted. */
  onRequest?: (request: string, about: string) => void;
  /** Is told of each exchange once it is over: what was sent, and what came, with keys redacted. */
  onExchange?: (exchange: Witness, about: string) => void;
  /** Is told what the run is doing. */
  onProgress?: (line: string) => void;
}
