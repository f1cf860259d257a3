import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../src/published.ts';

/** A program that a README prints, and what it does where it is run. */
export interface Sample extends Use {
  /** Where it stands, and its first words of its own. */
  title: string;
  /** As it is printed. */
  text: string;
}

interface Use {
  /** What no other sample holds. */
  holds: string;
  /** A program that uses it where it is a module, which is imported from `./sample.ts`. */
  by?: string;
  /** What comes of it, on stdout. */
  prints: RegExp;
  /** What it stands on beside our packages. */
  needs?: 'undici' | '@opentelemetry/api' | 'vitest';
  /** Whether it runs wherever the client does: on Node 20.19, Bun and Deno too. */
  isPortable?: boolean;
}

const call = `{ agentid: '101', callid: '1663580465-1134', skillid: 1 }`;
const address = `process.env.CC_GATEWAY_URL, guid: process.env.CC_GATEWAY_GUID`;

/** How each is used. They find a gateway in `CC_GATEWAY_URL`, one that speaks TLS in `TLS_URL`, with what it is trusted by in `CA`. */
const uses: Use[] = [
  {
    holds: "for (const callid of ['1663580465-1134'",
    prints: /^\S+: moved to queue 1\n\S+: not-applied\..*"400-001".*\n$/,
    isPortable: true,
  },
  {
    holds: 'function moveCall(',
    by: `import { createFakeFetch } from '@cc-gateway/client/testing';
      import { moveCall } from './sample.ts';
      for (const answer of ['moved', 'noSuchCall'])
        console.log(await moveCall('1', { currentGuid: process.env.CC_GATEWAY_GUID }, createFakeFetch(answer)));`,
    prints: /^moved\n400-001: Take the call off your list.*\n$/,
    isPortable: true,
  },
  {
    holds: 'function tracedMove(',
    by: `import { createGatewayClient } from '@cc-gateway/client';
      import { tracedMove } from './sample.ts';
      const gateway = createGatewayClient({ baseUrl: ${address} });
      console.log((await tracedMove(gateway, '1663580465-1134', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')).attempts);`,
    prints: /^1\n$/,
    isPortable: true,
  },
  {
    holds: 'function failover(',
    by: `import { failover } from './sample.ts'; console.log(JSON.stringify(await failover()));`,
    prints: /^\{"retcode":"0","requests":2\}\n$/,
    isPortable: true,
  },
  {
    holds: 'function signedIn(',
    by: `import { signedIn } from './sample.ts';
      const signIn = async () => new Response('', { headers: { 'Set-GUID': 'JSESSIONID=' + process.env.CC_GATEWAY_GUID } });
      const { gateway, session } = signedIn(process.env.CC_GATEWAY_URL, signIn, signIn);
      console.log((await gateway.assignUserInQueue(${call})).retcode);
      session.stop();`,
    prints: /^0\n$/,
    isPortable: true,
  },
  {
    holds: 'clientTrusting =',
    by: `import { clientTrusting } from './sample.ts';
      const gateway = clientTrusting(process.env.CA, process.env.TLS_URL, process.env.CC_GATEWAY_GUID);
      console.log((await gateway.assignUserInQueue(${call})).retcode);`,
    prints: /^0\n$/,
    needs: 'undici',
  },
  {
    holds: 'function clientOfTheCentre(',
    by: `import { clientOfTheCentre } from './sample.ts';
      const { CA: ca, CERT: cert, KEY: key } = process.env;
      const error = await clientOfTheCentre({ ca, cert, key }, process.env.CC_GATEWAY_GUID).assignUserInQueue(${call}).catch((thrown) => thrown);
      console.log(error.name, error.outcome);`,
    // Its proxy is at an address that nobody has.
    prints: /^\w+Error not-applied\n$/,
    needs: 'undici',
  },
  {
    holds: 'function traced(',
    by: `import { createGatewayClient } from '@cc-gateway/client';
      import { traced } from './sample.ts';
      const said = [];
      const span = new Proxy({}, { get: (_, name) => (value) => said.push(name, value) });
      const tracer = { startSpan: (name) => (said.push(name), span) };
      const gateway = createGatewayClient({ baseUrl: ${address}, onEvent: traced(tracer) });
      await gateway.assignUserInQueue(${call});
      console.log(said.filter((word) => typeof word === 'string').join(' '));`,
    prints: /^assignUserInQueue .*http\.response\.status_code end\n$/,
    needs: '@opentelemetry/api',
    isPortable: true,
  },
  {
    holds: "from '@cc-gateway/types'",
    by: `import * as sample from './sample.ts'; console.log(Object.keys(sample).length);`,
    prints: /^0\n$/,
    isPortable: true,
  },
  { holds: 'startSandbox({', prints: /^200 \S+\.AgentGateway1\n$/ },
  { holds: "from '@cc-gateway/contract'", prints: /^holds \[\]\n$/ },
  { holds: "from 'vitest'", prints: /Tests +1 passed/, needs: 'vitest' },
  { holds: 'document === bundled', prints: /^putThing false\n$/ },
  { holds: 'direction:', prints: /keyword: 'minimum'/ },
  { holds: 'writer(putThing', prints: /target: '\/things\/a%2Fb\?tags=x,y'[^]*pointer: '\/query\/tags'/ },
  { holds: 'unmetPrecondition', prints: /^$/ },
];

/** The documents that some of them read, by the names that these have there. */
export const documents = {
  'things.yaml': /```yaml\n(openapi: [^]*?)```/.exec(
    readFileSync(join(root, 'packages/openapi/README.md'), 'utf8'),
  )![1]!,
  'other.yaml': readFileSync(join(root, 'spec/dist/openapi.yaml'), 'utf8'),
};

/** Every program that a README prints. Throws Error where one has no use here, or several. */
export const samples: Sample[] = globSync('{*.md,{spec,packages/*,apps/*}/README.md}', { cwd: root }).flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^```(?:ts|js)\n([^]*?)^```/gm)].map(([, text = '']) => {
    const [use, ...others] = uses.filter(({ holds }) => text.includes(holds));
    if (use === undefined || others.length > 0)
      throw new Error(`${others.length + (use ? 1 : 0)} uses are known of a program of ${file}, expected 1:\n${text}`);
    return { ...use, text, title: `${file}: ${use.holds}` };
  }),
);
