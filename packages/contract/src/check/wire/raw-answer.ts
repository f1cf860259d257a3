/** A way in which bytes break HTTP: the rule that names it, and what was seen. */
export interface Defect {
  rule: string;
  says: string;
}

/** An answer as it came over the wire. */
export interface RawAnswer {
  version: string;
  status: number;
  reason: string;
  headers: [name: string, value: string][];
  /** The status codes of interim answers (1xx) before it. */
  interim: number[];
  /** The headers of interim answers, and those in a trailer. */
  aside?: [name: string, value: string][];
  framing: Framing;
  body: Buffer;
  headBytes: number;
  defects: Defect[];
}

/** How the end of a body is told: RFC 9112, section 6. */
export type Framing = 'none' | 'length' | 'chunked' | 'close';

/** What the reader must know of the request and the connection. */
export interface ReadingContext {
  method: string;
  /** Whether the sender has closed: a body without a length ends there. */
  hasEnded: boolean;
}

/** The value of a header, its name in any case; several are joined as RFC 9110, section 5.3, says. */
export function headerOf(headers: [string, string][], name: string): string | undefined {
  let joined: string | undefined;
  for (const [known, value] of headers)
    if (known.length === name.length && known.toLowerCase() === name)
      joined = joined === undefined ? value : `${joined}, ${value}`;
  return joined;
}
