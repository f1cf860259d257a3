export { createGatewayClient } from './client.ts';
export { guidFrom } from './guid-from.ts';
export { stamp } from './contract.ts';
export type { CallResponse, GatewayClient } from './gateway-client.ts';
export type * from '#calls';
export type * from '#retcodes';
export {
  AbortedError,
  ConnectionError,
  GatewayError,
  InvalidArgumentError,
  RefusedError,
  SessionError,
  TimeoutError,
  UnusableAnswerError,
  isGatewayError,
  type CallError,
  type UnusableReason,
} from './errors.ts';
export type { Violation } from './violations.ts';
export type { CallOptions, GatewayClientOptions } from './options.ts';
export type { GuidSource } from './session.ts';
export type { HeadersOption } from './own-headers.ts';
export type { Logger } from './logger.ts';
export type {
  AnswerEvent,
  AttemptEvent,
  EventFacts,
  FailureEvent,
  GatewayEvent,
  RequestEvent,
  RetryEvent,
} from './events.ts';
export type { ContractStamp, Outcome, RetcodeClass, Retry } from './facts.ts';
export type { AbortSignalLike, BodyLike, Fetch, FetchRequest, FetchResponse, HeadersLike, Phase } from './transport.ts';
