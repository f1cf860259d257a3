/** The clients that are compared: each makes one PUT whose body varies, and reads the code of its answer. */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { setDefaultCACertificates } from 'node:tls';
import { createGatewayClient } from '@cc-gateway/client';
import { createNodeFetch } from '@cc-gateway/client/node';
import ky from 'ky';
import createFetchClient from 'openapi-fetch';
import { Agent, request } from 'undici';
import { startTlsGateway } from './tls-gateway.ts';

/** Makes the call of a number; resolves with the result code. */
export type Call = (index: number) => Promise<unknown>;

const path = '/agentgateway/resource/calldata/{agentid}/assignuserinqueue';
const guid = '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1';
const headers = { 'Content-Type': 'application/json; charset=UTF-8', Guid: guid };
const argumentsOf = (index: number) => ({
  agentid: String(101 + (index % 800)),
  callid: `1663580465-${index}`,
  skillid: index % 100,
});
const urlOf = (baseUrl: string, agentid: string): string =>
  `${baseUrl}${path.replace('{agentid}', encodeURIComponent(agentid))}`;

type Envelope = { retcode: string };

/** Each client, by name; loaded and made on demand, so that one process measures one alone. */
export const clients: Record<string, (baseUrl: string, fetch?: typeof globalThis.fetch) => Call | Promise<Call>> = {
  'raw fetch':
    (baseUrl, fetch = globalThis.fetch) =>
    async (index) => {
      const { agentid, ...body } = argumentsOf(index);
      const response = await fetch(urlOf(baseUrl, agentid), { method: 'PUT', headers, body: JSON.stringify(body) });
      return ((await response.json()) as Envelope).retcode;
    },
  // What any client pays that can end a call: fetch follows a signal of its own for each request.
  'raw fetch, with a time-out':
    (baseUrl, fetch = globalThis.fetch) =>
    async (index) => {
      const { agentid, ...body } = argumentsOf(index);
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), 10_000);
      const { signal } = controller;
      const request = { method: 'PUT', headers, body: JSON.stringify(body), signal };
      const { retcode } = (await (await fetch(urlOf(baseUrl, agentid), request)).json()) as Envelope;
      clearTimeout(timer);
      return retcode;
    },
  'node:http': (baseUrl) => {
    const agent = new HttpAgent({ keepAlive: true, scheduling: 'lifo' });
    return (index) =>
      new Promise((resolve, reject) => {
        const { agentid, ...members } = argumentsOf(index);
        const body = JSON.stringify(members);
        const length = { 'Content-Length': Buffer.byteLength(body) };
        const sent = httpRequest(urlOf(baseUrl, agentid), { agent, method: 'PUT', headers: { ...headers, ...length } });
        sent.on('error', reject).on('response', (answer) => {
          const chunks: Buffer[] = [];
          answer.on('error', reject).on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => resolve((JSON.parse(Buffer.concat(chunks).toString()) as Envelope).retcode));
        });
        sent.end(body);
      });
  },
  'undici.request': (baseUrl) => {
    const dispatcher = new Agent();
    return async (index) => {
      const { agentid, ...body } = argumentsOf(index);
      const response = await request(urlOf(baseUrl, agentid), {
        method: 'PUT',
        headers,
        body: JSON.stringify(body),
        dispatcher,
      });
      return ((await response.body.json()) as Envelope).retcode;
    };
  },
  // The least that a client over undici can do: no time-out, no checks.
  'undici.dispatch': (baseUrl) => {
    const dispatcher = new Agent();
    return (index) =>
      new Promise((resolve, reject) => {
        const { agentid, ...body } = argumentsOf(index);
        const chunks: Buffer[] = [];
        dispatcher.dispatch(
          { origin: baseUrl, path: urlOf('', agentid), method: 'PUT', headers, body: JSON.stringify(body) },
          {
            onResponseData: (_controller, chunk: Buffer) => void chunks.push(chunk),
            onResponseEnd: () => resolve((JSON.parse(Buffer.concat(chunks).toString()) as Envelope).retcode),
            onResponseError: (_controller, error) => reject(error),
            onRequestStart() {},
            onResponseStart() {},
          },
        );
      });
  },
  'openapi-fetch': (baseUrl, fetch) => {
    const api = createFetchClient<Record<string, Record<string, never>>>({
      baseUrl,
      headers,
      ...(fetch && { fetch }),
    });
    return async (index) => {
      const { agentid, ...body } = argumentsOf(index);
      const { data } = (await api.request('put', path as never, { params: { path: { agentid } }, body } as never)) as {
        data?: Envelope;
      };
      return data?.retcode;
    };
  },
  ky: (baseUrl, fetch) => {
    const client = ky.create({ headers, ...(fetch && { fetch }) });
    return async (index) => {
      const { agentid, ...body } = argumentsOf(index);
      return (await client.put(urlOf(baseUrl, agentid), { body: JSON.stringify(body) }).json<Envelope>()).retcode;
    };
  },
  'hey-api': async (baseUrl, fetch) => {
    const { heyApi } = await import('./hey-api.ts');
    return heyApi(baseUrl, argumentsOf, headers, fetch);
  },
  'ours, portable': (baseUrl, fetch) => {
    const gateway = createGatewayClient({ baseUrl, guid: () => guid, fetch });
    return async (index) => (await gateway.assignUserInQueue(argumentsOf(index))).retcode;
  },
  'ours, node': (baseUrl) => {
    const gateway = createGatewayClient({ baseUrl, guid: () => guid, fetch: createNodeFetch() });
    return async (index) => (await gateway.assignUserInQueue(argumentsOf(index))).retcode;
  },
  'raw fetch, over TLS': async () => {
    const { baseUrl, ca } = await startTlsGateway();
    setDefaultCACertificates([ca]);
    return clients['raw fetch']!(baseUrl);
  },
  'ours, node, over TLS': async () => {
    const { baseUrl, ca } = await startTlsGateway();
    const gateway = createGatewayClient({ baseUrl, guid: () => guid, fetch: createNodeFetch({ ca }) });
    return async (index) => (await gateway.assignUserInQueue(argumentsOf(index))).retcode;
  },
};
