import { createGatewayClient } from '@cc-gateway/client';
import { createFakeFetch } from '@cc-gateway/client/testing';

/** What a test of yours can do without a gateway: a failover that passes, then a success. */
export async function failover(): Promise<{ retcode: string; requests: number }> {
  const fetch = createFakeFetch(['agentSwitchingOver', 'moved']);
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid: 'any', fetch });
  const { retcode } = await gateway.assignUserInQueue({ agentid: '101', callid: '1663580465-1134', skillid: 1 });
  return { retcode, requests: fetch.requests.length };
}
