/** Inside its namespace: calls the gateway for each line that it is given, and says as a line of JSON what became of it. */
import { createInterface } from 'node:readline';
import { createGatewayClient } from '../../src/index.ts';
import { createNodeFetch } from '../../src/node/index.ts';
import { args } from '../sample.ts';

const [, , baseUrl = '', transport = ''] = process.argv;
const fetch =
  transport === 'node' ? createNodeFetch({ proxy: false, connectTimeout: 1000, idleTimeout: 60_000 }) : undefined;
const guid = '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1';
const gateway = createGatewayClient({ baseUrl, guid, fetch, allowHttp: true, retries: 0, timeout: 60_000 });

for await (const answer of createInterface({ input: process.stdin })) {
  const call = gateway.assignUserInQueue(args, { headers: { 'X-Answer': answer }, retries: 1 });
  const said = await call.then(
    () => ({ outcome: 'applied' }),
    (error: Error & { outcome: string; attempts: number }) => {
      const { name, outcome, attempts, message } = error;
      return { name, outcome, attempts, message };
    },
  );
  console.log(JSON.stringify(said));
}
process.exit();
