import { beginCall, type CallState } from './call-state.ts';
import type * as generated from '#generated';
import { addressOf, checkedHeaders, invalid } from './address.ts';
import type { GatewayEvent } from './events.ts';
import { credentials, operations, sessionScheme } from './contract.ts';
import type { GuidSource } from './session.ts';
import type { AbortSignalLike, Fetch } from './transport.ts';

/** Settings of a client. */
export interface GatewayClientOptions extends generated.Credentials<GuidSource> {
  /** Address of the gateway: `https:`, or `http:` on a loopback host. */
  baseUrl: string | { readonly href: string };
  /** Milliseconds for each attempt, and for each answer of `guid`; 10,000 unless told. */
  timeout?: number | undefined;
  /** How often a call that took no effect is sent again where that may help; 2 unless told, 0 for never. */
  retries?: number | undefined;
  /** The `fetch` to send with; the platform's unless told. */
  fetch?: Fetch | undefined;
  /** Headers that every request carries beside those of the contract. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Told of everything that happens to a call. Never holds a key. What it throws is ignored. */
  onEvent?: ((event: GatewayEvent) => void) | undefined;
}

/** Settings of one call. */
export interface CallOptions {
  /** Ends the call early. */
  signal?: AbortSignalLike | undefined;
  /** Milliseconds for each attempt; the client's setting unless told. */
  timeout?: number | undefined;
  /** How often the call may be sent again; the client's setting unless told. */
  retries?: number | undefined;
  /**
   * Also sends again where the outcome is unknown. The call may then take effect more than once; for a caller who knows
   * that this does no harm.
   */
  repeatUnknown?: boolean | undefined;
}

/** Settings of a client, checked and complete. */
export interface Settings {
  baseUrl: string;
  guid: GuidSource | undefined;
  credentials: Readonly<Record<string, unknown>>;
  timeout: number;
  retries: number;
  fetch: Fetch;
  headers: Record<string, string>;
  onEvent: ((event: GatewayEvent) => unknown) | undefined;
}

/** Settings of one call, checked and complete. */
export interface Limits {
  signal: AbortSignalLike | undefined;
  timeout: number;
  retries: number;
  repeatUnknown: boolean;
}

/** Checks the settings of a client. Throws InvalidArgumentError, which names the setting. */
export function settingsOf(options: GatewayClientOptions): Settings {
  const state = beginCall('createGatewayClient');
  if (typeof options !== 'object' || options === null) invalid('the options', 'an object', options, state);
  const { guid, credentials: others = {} }: { guid?: unknown; credentials?: unknown } = options;
  const { baseUrl, timeout = 10_000, retries = 2, fetch, headers = {}, onEvent } = options;
  checkCredentials(guid, others, state);
  for (const [name, value] of Object.entries({ fetch, onEvent })) {
    if (value !== undefined && typeof value !== 'function') invalid(name, 'a function', value, state);
  }
  checkLimits({ timeout, retries }, state);
  return {
    baseUrl: addressOf(baseUrl, state),
    guid: guid as GuidSource | undefined,
    credentials: others as Settings['credentials'],
    timeout,
    retries,
    // Looked up at each attempt, so that a later patch of the global is honoured; called without a receiver, as it demands.
    fetch: fetch ?? ((url, request) => globalThis.fetch(url, request)),
    headers: checkedHeaders(headers, state),
    onEvent,
  };
}

/** The settings of one call, over those of its client. Throws InvalidArgumentError, which names the setting. */
export function callSettings(options: CallOptions | undefined, settings: Settings, state: CallState): Limits {
  if (options !== undefined && (typeof options !== 'object' || options === null)) {
    invalid('the options', 'an object', options, state);
  }
  const { signal, timeout = settings.timeout, retries = settings.retries, repeatUnknown = false } = options ?? {};
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    invalid('signal', 'an AbortSignal', signal, state);
  }
  if (typeof repeatUnknown !== 'boolean') invalid('repeatUnknown', 'a boolean', repeatUnknown, state);
  checkLimits({ timeout, retries }, state);
  return { signal, timeout, retries, repeatUnknown };
}

function checkLimits({ timeout, retries }: { timeout: number; retries: number }, state: CallState): void {
  // Timers of every platform count in 32 bits and take more for 1.
  if (!(typeof timeout === 'number' && timeout > 0 && timeout < 2 ** 31)) {
    invalid('timeout', 'milliseconds above 0 and below 2147483648', timeout, state);
  }
  if (!(Number.isSafeInteger(retries) && retries >= 0)) invalid('retries', 'a whole number from 0', retries, state);
}

function checkCredentials(guid: unknown, others: unknown, state: CallState): void {
  const isDemanded = operations.every(({ security }) => security?.every((schemes) => schemes.includes(sessionScheme!)));
  if (typeof guid !== 'string' && typeof guid !== 'function' && (isDemanded || guid !== undefined)) {
    invalid('guid', 'a string or a function', guid, state);
  }
  for (const name of Object.keys(Object(others) as object)) {
    if (!Object.hasOwn(credentials, name) || name === sessionScheme) {
      invalid(`credentials: ${JSON.stringify(name)}`, 'a security scheme of the contract', name, state);
    }
  }
}
