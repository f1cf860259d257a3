/** A request that reached the gateway, or a server that it is none of. */
export interface Attempt {
  /** Milliseconds since the situation began. */
  atMs: number;
  method: string;
  /** Path and query, as they came. */
  target: string;
  /** Names and values, in the order and the letters in which they came. */
  headers: [name: string, value: string][];
  /** Whether it came to another origin than the gateway's. */
  isElsewhere: boolean;
  /** Whether its connection had carried a request before. */
  isReused: boolean;
}

/** What the head of a request says. */
export type Head = Pick<Attempt, 'method' | 'target' | 'headers'>;

/** The values of a header, in order. */
export const valuesOf = ({ headers }: Attempt, name: string): string[] =>
  headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

/** Names and values of `rawHeaders`. */
export const pairs = (raw: string[]): [string, string][] =>
  Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index]!, raw[2 * index + 1]!]);
