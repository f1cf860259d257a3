/** A caller that is the generated client, over the transport for Node or over the platform's fetch. */
import { readFileSync } from 'node:fs';
import { createGatewayClient } from '@cc-gateway/client';
import { createNodeFetch } from '@cc-gateway/client/node';

const {
  CC_GATEWAY_URL: baseUrl,
  CC_GATEWAY_CA: authority,
  CC_GATEWAY_GUID: first,
  CC_GATEWAY_SESSION_URL: sessions,
  CC_GATEWAY_AGENTID: agentid,
  CC_GATEWAY_CALLID: callid,
  CC_GATEWAY_SKILLID: skillid,
  TRANSPORT,
} = process.env;

let asked = 0;
const guid = async () => (asked++ === 0 ? first : (await fetch(sessions)).text());
const own = TRANSPORT === 'node' ? createNodeFetch(authority ? { ca: readFileSync(authority) } : {}) : undefined;
const gateway = createGatewayClient({ baseUrl, guid, timeout: 5_000, ...(own && { fetch: own }) });
try {
  await gateway.assignUserInQueue({ agentid, callid, skillid: Number(skillid) });
  console.log(JSON.stringify({ outcome: 'applied' }));
} catch ({ outcome, message }) {
  console.error(message);
  console.log(JSON.stringify({ outcome }));
  process.exitCode = 1;
} finally {
  own?.close();
}
