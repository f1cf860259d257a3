import { callerFor } from './call.ts';
import { operations, type GatewayClient } from './contract.ts';
import { settingsOf, type GatewayClientOptions } from './options.ts';

/**
 * Creates a client with one method for each operation of the contract. Nothing is sent before a method is called.
 * Throws InvalidArgumentError where an option is wrong.
 */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const call = callerFor(settingsOf(options));
  const methods = operations.map((operation) => [operation.id, call(operation)]);
  return Object.freeze(Object.fromEntries(methods)) as GatewayClient;
}
