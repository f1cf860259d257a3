import { guidFrom, type GatewayClient } from '@cc-gateway/client';

/** Moves a call under the caller's trace, and gives what the answer said beside its body. */
export async function tracedMove(gateway: GatewayClient, callid: string, traceparent: string) {
  const response = await gateway.assignUserInQueue.withResponse(
    { agentid: '101', callid, skillid: 1 },
    { headers: { traceparent } },
  );
  return { attempts: response.attempts, freshGuid: guidFrom(response.headers) };
}
