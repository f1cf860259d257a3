/** Inside its namespace: calls the gateway for each line that it is given, and says as a line of JSON what became of it. */
import { createInterface } from 'node:readline';
import { createGatewayClient } from '@cc-gateway/client';

const [, , baseUrl, transport, args] = process.argv;
const fetch = transport === 'node' ? await nodeFetch() : undefined;
const guid = '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1';
const gateway = createGatewayClient({ baseUrl, guid, fetch, allowHttp: true, retries: 0, timeout: 60_000 });

for await (const answer of createInterface({ input: process.stdin })) {
  const call = gateway.assignUserInQueue(JSON.parse(args), { headers: { 'X-Answer': answer }, retries: 1 });
  const said = await call.then(
    () => ({ outcome: 'applied' }),
    ({ name, outcome, attempts, message }) => ({ name, outcome, attempts, message }),
  );
  console.log(JSON.stringify(said));
}
process.exit();

async function nodeFetch() {
  const { createNodeFetch } = await import('@cc-gateway/client/node');
  return createNodeFetch({ proxy: false, connectTimeout: 1000, idleTimeout: 60_000 });
}
