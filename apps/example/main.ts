import { createGatewayClient, GatewayError } from '@cc-gateway/client';

const gateway = createGatewayClient({
  baseUrl: process.env.CC_GATEWAY_URL ?? 'http://127.0.0.1:8043',
  guid: process.env.CC_GATEWAY_GUID ?? '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1',
});

for (const callid of ['1663580465-1134', '1663580465-9999']) {
  try {
    await gateway.assignUserInQueue({ agentid: '101', callid, skillid: 1 });
    console.log(`${callid}: moved to queue 1`);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    console.log(`${callid}: ${error.outcome}. ${error.message}`);
  }
}
