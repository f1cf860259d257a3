import type { Level } from './level.ts';

/** What a run goes by. */
export interface RunOptions {
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
  /** The most requests; 5,000 unless told, or 30 for each operation where that is more. */
  budget?: number;
  /** The most requests a second; unlimited unless told. */
  rate?: number;
  /** Sends nothing: every request is handed to `onRequest`, and answered as a conforming provider would. */
  dryRun?: boolean;
  /** Runs the one probe that a replay id names. */
  only?: string;
  /** Ends the run once it is aborted: the report says what was found until then. */
  signal?: AbortSignal;
  /** Is told of each request as it goes out: its bytes, with keys redacted. */
  onRequest?: (request: string, about: string) => void;
  /** Is told what the run is doing. */
  onProgress?: (line: string) => void;
}
