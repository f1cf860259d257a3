import { createGatewayClient, type GatewayClient } from '@cc-gateway/client';
import { createNodeFetch } from '@cc-gateway/client/node';

/** A client for Node that trusts the authority in `ca`, in PEM, and keeps its connections open. */
export const clientTrusting = (ca: string, baseUrl: string, guid: string): GatewayClient =>
  createGatewayClient({ baseUrl, guid, fetch: createNodeFetch({ ca }) });
