import type { paths } from '@cc-gateway/types';
import axios from 'axios';
import ky from 'ky';
import createClient from 'openapi-fetch';

/** What a service is told with each POST: where to call, with whose key, and what. */
export type Told = Record<string, string>;

/** Makes one call; throws where it takes it for failed. */
export type Call = (told: Told) => Promise<unknown>;

const path = '/agentgateway/resource/calldata/{agentid}/assignuserinqueue';
const addressOf = (told: Told): string =>
  told['CC_GATEWAY_URL'] + path.replace('{agentid}', told['CC_GATEWAY_AGENTID']!);
const bodyOf = (told: Told) => ({ callid: told['CC_GATEWAY_CALLID']!, skillid: Number(told['CC_GATEWAY_SKILLID']) });
const headersOf = (told: Told) => ({ Guid: told['CC_GATEWAY_GUID']! });

/** Calls as one writes them from the first page of a library's guide. */
export const fetchers: Record<string, Call> = {
  fetch: async (told) => {
    const headers = { ...headersOf(told), 'Content-Type': 'application/json' };
    const response = await fetch(addressOf(told), { method: 'PUT', headers, body: JSON.stringify(bodyOf(told)) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    await response.json();
  },
  'openapi-fetch': async (told) => {
    const client = createClient<paths>({ baseUrl: told['CC_GATEWAY_URL']! });
    const params = { path: { agentid: told['CC_GATEWAY_AGENTID']! } };
    const { error } = await client.PUT(path, { params, headers: headersOf(told), body: bodyOf(told) });
    if (error !== undefined) throw new Error('The call failed.');
  },
  axios: (told) => axios.put(addressOf(told), bodyOf(told), { headers: headersOf(told) }),
  ky: (told) => ky.put(addressOf(told), { json: bodyOf(told), headers: headersOf(told) }).json(),
};
