import type * as generated from '#generated';
import { beginCall, type CallState } from './call-state.ts';
import { addressOf } from './address.ts';
import { credentials, isKeyDemanded, sessionScheme } from './contract.ts';
import { follow } from './ending.ts';
import { GatewayError } from './errors.ts';
import type { GatewayEvent } from './events.ts';
import { fakeMark } from './fake-mark.ts';
import { invalid } from './invalid.ts';
import { logged, type Logger } from './logger.ts';
import { withOwn, type HeadersOption } from './own-headers.ts';
import { isKey, type GuidSource } from './session.ts';
import { shortestKey } from './shortest-key.ts';
import type { AbortSignalLike, Fetch } from './transport.ts';

/** Settings of a client. */
export interface GatewayClientOptions extends generated.Credentials<GuidSource> {
  /** Address of the gateway: `https:`, or `http:` on a loopback host. */
  baseUrl: string | { readonly href: string };
  /** Milliseconds for each attempt; 10,000 unless told. */
  timeout?: number | undefined;
  /**
   * Milliseconds for a connection to stand, TLS and proxy included, where the transport can tell: the one of
   * `@cc-gateway/client/node`, which waits 5,000 unless told.
   */
  connectTimeout?: number | undefined;
  /** Milliseconds for each answer of `guid`; 30,000 unless told. */
  guidTimeout?: number | undefined;
  /** Milliseconds for a whole call, its repetitions and their pauses included; no limit unless told. */
  deadline?: number | undefined;
  /** How often a call that took no effect is sent again where that may help; 2 unless told, 0 for never. */
  retries?: number | undefined;
  /** The `fetch` to send with, which must send once and follow no redirect; the platform's unless told. */
  fetch?: Fetch | undefined;
  /** Headers that every request carries beside those of the contract. */
  headers?: HeadersOption | undefined;
  /**
   * Sends the session's key over `http:` to any host. Who listens on the way reads it, and can act as the agent: for a mesh
   * that encrypts by itself, or containers of one machine.
   */
  allowHttp?: boolean | undefined;
  /** Told of everything that happens to a call. Never holds a key. What it throws is ignored. */
  onEvent?: ((event: GatewayEvent) => void) | undefined;
  /** Where to write one line for each event, for example `console`. Never holds a key. */
  logger?: Logger | undefined;
}

/** Settings of one call. */
export interface CallOptions {
  /** Ends the call early. */
  signal?: AbortSignalLike | undefined;
  /** Milliseconds for each attempt; the client's setting unless told. */
  timeout?: number | undefined;
  /** Milliseconds for a connection to stand; the client's setting unless told. */
  connectTimeout?: number | undefined;
  /** Milliseconds for the whole call; the client's setting unless told. */
  deadline?: number | undefined;
  /** How often the call may be sent again; the client's setting unless told. */
  retries?: number | undefined;
  /** Headers of this call, for example `traceparent`. They replace the client's of the same name. */
  headers?: HeadersOption | undefined;
  /**
   * Also sends again where the outcome is unknown. The call may then take effect more than once; for a caller who knows
   * that this does no harm.
   */
  repeatUnknown?: boolean | undefined;
}

/** Settings of a client, checked and complete: those of each call, and its own. */
export interface Settings extends Limits {
  baseUrl: string;
  guid: GuidSource | undefined;
  credentials: Readonly<Record<string, unknown>>;
  /** Keys of any length are taken: nothing is sent to anybody. */
  fake: boolean;
  fetch: Fetch;
  onEvent: ((event: GatewayEvent) => unknown) | undefined;
}

/** Settings of one call, checked and complete. */
export interface Limits {
  timeout: number;
  connectTimeout: number | undefined;
  guidTimeout: number;
  deadline: number | undefined;
  retries: number;
  repeatUnknown: boolean;
  /** The caller's own, if any. */
  headers: Record<string, string> | undefined;
}

/** What options must be, by their names. Timers of every platform count in 32 bits and take more for 1. */
const rules = [
  [
    ['timeout', 'connectTimeout', 'guidTimeout', 'deadline'],
    (value: unknown) => typeof value === 'number' && value > 0 && value < 2 ** 31,
    'milliseconds above 0 and below 2147483648',
  ],
  [['retries'], (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0, 'a whole number from 0'],
  [['fetch', 'onEvent'], (value: unknown) => typeof value === 'function', 'a function'],
  [['allowHttp', 'repeatUnknown'], (value: unknown) => typeof value === 'boolean', 'a boolean'],
] as const;

/** The options that are set and have a rule, each read once. Throws InvalidArgumentError, which names the wrong one. */
function checked(options: object, state: CallState): Record<string, unknown> {
  const set: Record<string, unknown> = {};
  for (const [names, isRight, expected] of rules) {
    for (const name of names) {
      const value = (options as Record<string, unknown>)[name];
      if (value === undefined) continue;
      if (!isRight(value)) invalid(name, expected, value, state);
      set[name] = value;
    }
  }
  return set;
}

/** Checks the settings of a client. Throws InvalidArgumentError, which names the setting. */
export function settingsOf(options: GatewayClientOptions): Settings {
  const state = beginCall('createGatewayClient');
  return reading(options, state, () => {
    const { guid, credentials: others = {} }: { guid?: unknown; credentials?: unknown } = options;
    const { baseUrl, headers, logger } = options;
    checkCredentials(guid, others, state);
    const set: Partial<GatewayClientOptions> = checked(options, state);
    const { fetch, onEvent } = set;
    if ((!fetch || fetch === globalThis.fetch) && !canFetch())
      invalid('fetch', 'a function, as the platform has none to read by', fetch, state);
    const fake = fetch !== undefined && fakeMark in fetch;
    if (isKey(guid, true) && !isKey(guid, fake)) invalid('guid', `${shortestKey} characters or more`, guid, state);
    return {
      timeout: 10_000,
      guidTimeout: 30_000,
      retries: 2,
      // Looked up at each attempt, so that a later patch of the global is honoured; called without a receiver, as it demands.
      fetch: (url, request) => globalThis.fetch(url, request),
      ...set,
      repeatUnknown: false,
      baseUrl: addressOf(baseUrl, set.allowHttp, state),
      guid: guid as GuidSource | undefined,
      credentials: others as Settings['credentials'],
      fake,
      headers: withOwn(undefined, headers, state),
      onEvent: logger === undefined ? onEvent : logged(logger, onEvent, state),
    } as Settings;
  });
}

/** The settings of one call, over those of its client. Throws InvalidArgumentError, which names the setting. */
export function callSettings(options: CallOptions | undefined, settings: Settings, state: CallState): Limits {
  if (options === undefined) return settings;
  return reading(options, state, () => {
    const { headers, signal } = options;
    const limits = { ...settings, ...checked(options, state), headers: withOwn(settings.headers, headers, state) };
    follow(signal, state);
    return limits;
  });
}

/** What `read` makes of somebody's options, which may be anything. Throws InvalidArgumentError where they cannot be read. */
function reading<T>(options: unknown, state: CallState, read: () => T): T {
  try {
    if (typeof options === 'object') return read();
  } catch (error) {
    if (error instanceof GatewayError) throw error;
  }
  return invalid('the options', 'an object that can be read', options, state);
}

/** Whether the platform has a `fetch` whose answers can be read. */
function canFetch(): boolean {
  const { fetch, Response } = globalThis as { fetch?: unknown; Response?: { prototype: object } };
  return typeof fetch === 'function' && (!Response || 'text' in Response.prototype);
}

function checkCredentials(guid: unknown, others: unknown, state: CallState): void {
  if (typeof guid !== 'string' && typeof guid !== 'function' && (isKeyDemanded || guid !== undefined)) {
    invalid('guid', 'a string or a function', guid, state);
  }
  for (const name in others as object) {
    if (!Object.hasOwn(credentials, name) || name === sessionScheme) {
      invalid(`credentials: ${JSON.stringify(name)}`, 'a security scheme of the contract', name, state);
    }
  }
}
