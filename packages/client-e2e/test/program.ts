/** A program of a user: calls a fake gateway, then tells what a refusal says. Runs on every platform. */
export const program = `
import { createGatewayClient, RefusedError, stamp } from '@cc-gateway/client';
import { createFakeFetch } from '@cc-gateway/client/testing';

const callWith = (fetch) =>
  createGatewayClient({ baseUrl: 'https://gateway.example', guid: 'a.AgentGateway1', fetch })
    .assignUserInQueue({ agentid: '101', callid: '1663580465-1134', skillid: 1 });
const answer = await callWith(createFakeFetch());
const error = await callWith(createFakeFetch('noSuchCall')).catch((thrown) => thrown);
const broken = await callWith(() => Promise.reject(new TypeError('Failed to fetch'))).catch((thrown) => thrown);
globalThis.said = JSON.stringify([
  answer.retcode, error instanceof RefusedError, error.retcode, error.outcome, error.meaning !== '', broken.name, broken.outcome, stamp.version,
]);
console.log(globalThis.said);
`;

/** What it prints. */
export const says = '["0",true,"400-001","not-applied",true,"ConnectionError","unknown","1.0.0"]';

/** A program for Node: calls a gateway on this host over the transport for Node, and one that is not there. */
export const nodeProgram = `
import { createServer } from 'node:http';
import { createGatewayClient } from '@cc-gateway/client';
import { createNodeFetch } from '@cc-gateway/client/node';

const server = createServer((request, response) => request.resume().on('end', () => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"message":"","retcode":"0"}');
}));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const fetch = createNodeFetch();
const baseUrl = 'http://127.0.0.1:' + server.address().port;
const call = () => createGatewayClient({ baseUrl, guid: 'a.AgentGateway1', fetch, retries: 0 })
  .assignUserInQueue({ agentid: '101', callid: '1663580465-1134', skillid: 1 });
const answer = await call();
fetch.close();
await new Promise((resolve) => server.close(resolve));
const other = createNodeFetch();
const refused = await createGatewayClient({ baseUrl, guid: 'a.AgentGateway1', fetch: other, retries: 0 })
  .assignUserInQueue({ agentid: '101', callid: '1663580465-1134', skillid: 1 }).catch((thrown) => thrown);
console.log(JSON.stringify([answer.retcode, refused.name, refused.outcome]));
`;

/** What it prints. */
export const nodeSays = '["0","ConnectionError","not-applied"]';
