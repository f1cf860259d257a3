import { createGatewayClient, type Fetch, type GatewayClient } from '@cc-gateway/client';
import { createSession, type KeptSession } from '@cc-gateway/client/session';

/** A client whose agent is signed in when the first call needs it, and is kept signed in until `session.stop()`. */
export function signedIn(
  address: string,
  signIn: () => Promise<Response>,
  poll: (guid: string) => Promise<Response>,
  fetch?: Fetch,
): { gateway: GatewayClient; session: KeptSession } {
  const session = createSession({ signIn, heartbeat: poll }); // a Set-GUID of either is taken
  return { gateway: createGatewayClient({ baseUrl: address, guid: session.guid, fetch }), session };
}
