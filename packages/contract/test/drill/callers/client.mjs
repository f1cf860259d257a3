/**
 * A service that is the generated client, over the transport for Node or over the platform's fetch: a POST has it make one call.
 * It has nothing more to do once its input has ended.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createGatewayClient } from '@cc-gateway/client';
import { createNodeFetch } from '@cc-gateway/client/node';

/** Makes one call, with what it is told; gives the status that says how it ended, and the text. */
async function call({
  CC_GATEWAY_URL: baseUrl,
  CC_GATEWAY_CA: authority,
  CC_GATEWAY_GUID: first,
  CC_GATEWAY_SESSION_URL: sessions,
  CC_GATEWAY_AGENTID: agentid,
  CC_GATEWAY_CALLID: callid,
  CC_GATEWAY_SKILLID: skillid,
}) {
  let asked = 0;
  const guid = async () => (asked++ === 0 ? first : (await fetch(sessions)).text());
  const isOwn = process.env.TRANSPORT === 'node';
  const own = isOwn ? createNodeFetch(authority ? { ca: readFileSync(authority) } : {}) : undefined;
  const gateway = createGatewayClient({ baseUrl, guid, timeout: 5_000, ...(own && { fetch: own }) });
  try {
    await gateway.assignUserInQueue({ agentid, callid, skillid: Number(skillid) });
    return [200, JSON.stringify({ outcome: 'applied' })];
  } catch ({ outcome, message }) {
    return [502, `${message}\n${JSON.stringify({ outcome })}`];
  } finally {
    own?.close();
  }
}

const server = createServer(async (request, response) => {
  const [status, text] = await call(await json(request));
  response.writeHead(status).end(text);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => server.close());
