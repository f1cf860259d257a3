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
