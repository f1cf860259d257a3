export { createGatewayClient, type GatewayClientOptions } from './client.ts';
export { stamp, type GatewayClient } from './contract.ts';
export type * from '@cc-gateway/types/calls';
export {
  ConnectionError,
  GatewayError,
  InvalidArgumentError,
  RefusedError,
  TimeoutError,
  UnusableAnswerError,
} from './errors.ts';
export type { CallOptions, Outcome, RetcodeClass } from './facts.ts';
