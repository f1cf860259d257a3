/** The values of a request, by place and by their names on the wire. */
export interface Values {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  /** The whole query, as one value (`in: querystring`). */
  querystring?: Record<string, unknown>;
  header?: Record<string, unknown>;
  cookie?: Record<string, unknown>;
  /** Undefined where there is none; `null`, `false`, `0` and the empty text are bodies. */
  body?: unknown;
}

/** A file in a form of parts. */
export interface FilePart {
  readonly bytes: Uint8Array;
  readonly name?: string;
  readonly type?: string;
}

/** A user's name and password. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What a caller identifies himself with, by the names of the schemes: a key, a token, a login. A text goes out as it is. */
export type Credentials = Readonly<Record<string, string | Login>>;

/** A request, as it goes out under an address. */
export interface Request {
  method: string;
  /** Path and query. */
  target: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** A request, as it arrived. */
export interface Received {
  /** Path and query, as they came over the wire, without the base path of the server. */
  target: string;
  /**
   * By name in small letters, as Node gives them, or in any case; or pairs, which alone show what stands twice. Several
   * values of one name are a list or a text with commas between.
   */
  headers: Readonly<Record<string, string | readonly string[] | undefined>> | readonly (readonly [string, string])[];
  /** After its content coding was undone. */
  body?: string | Uint8Array | undefined;
}

/** The part of a request that a violation concerns. */
export type Kind = 'security' | 'path' | 'query' | 'header' | 'cookie' | 'mediaType' | 'body';

/** One way in which a request breaks its document. */
export interface Violation {
  kind: Kind;
  /** `missing`: nothing is there. `unreadable`: it cannot be decoded. `schema`: it is read, and its schema refuses it. */
  code: 'missing' | 'unreadable' | 'schema';
  /** The place in the request: `/query/name`, `/body/a/0`. */
  pointer: string;
  /** What is wrong there. Quotes nothing of the request's values. */
  message: string;
}

/** A place in a request as a JSON pointer. */
export const pointerTo = (...keys: (string | number)[]): string =>
  keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
