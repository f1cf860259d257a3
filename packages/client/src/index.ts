export { createGatewayClient } from './client.ts';
export { guidFrom } from './guid-from.ts';
export { stamp, type GatewayClient } from './contract.ts';
export type * from '@cc-gateway/types/calls';
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
  type Violation,
} from './errors.ts';
export type { CallOptions, GatewayClientOptions } from './options.ts';
export type { GuidSource } from './session.ts';
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
export type { AbortSignalLike, BodyLike, Fetch, FetchRequest, FetchResponse, HeadersLike } from './transport.ts';
