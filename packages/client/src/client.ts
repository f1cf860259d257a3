import { callerFor } from './call.ts';
import { operations } from './contract.ts';
import { load } from './explainer.ts';
import type { GatewayClient } from './gateway-client.ts';
import { settingsOf, type GatewayClientOptions } from './options.ts';

/**
 * Creates a client with one method for each operation of the contract. Nothing is sent before a method is called.
 * Throws InvalidArgumentError where an option is wrong.
 */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const call = callerFor(settingsOf(options));
  void load();
  return Object.fromEntries(operations.map((operation) => [operation.id, call(operation)])) as unknown as GatewayClient;
}
