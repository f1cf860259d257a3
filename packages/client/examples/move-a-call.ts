import { createGatewayClient, isGatewayError, type Fetch } from '@cc-gateway/client';

/** Moves a call to queue 1, and says what happened to it. */
export async function moveCall(callid: string, session: { currentGuid: string }, fetch?: Fetch): Promise<string> {
  const gateway = createGatewayClient({
    baseUrl: 'https://gateway.example:8043',
    guid: () => session.currentGuid, // asked anew for each attempt
    fetch,
  });
  try {
    await gateway.assignUserInQueue({ agentid: '101', callid, skillid: 1 });
    return 'moved';
  } catch (error) {
    if (!isGatewayError(error)) throw error;
    if (error.name === 'RefusedError') return `${error.retcode}: ${error.action}`;
    return error.outcome === 'not-applied' ? 'not moved' : 'may have moved: find out before you try again';
  }
}
