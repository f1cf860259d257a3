import { createGatewayClient, type GatewayClient } from '@cc-gateway/client';
import { createNodeFetch } from '@cc-gateway/client/node';

/** A client for Node in a call centre's network: a private authority, a certificate of its own, and a proxy. */
export function clientOfTheCentre(identity: { ca: string; cert: string; key: string }, guid: string): GatewayClient {
  const fetch = createNodeFetch({ ...identity, proxy: 'http://proxy.example:3128', maxConnections: 20 });
  return createGatewayClient({
    baseUrl: 'https://gateway.example:8043',
    guid,
    fetch,
    connectTimeout: 2000,
    deadline: 15_000,
  });
}
