import { startSandbox } from '@cc-gateway/sandbox';

await using sandbox = await startSandbox({ port: 0 });
const page = await fetch(`${sandbox.url}/llms.txt`);
console.log(page.status, sandbox.mock.sessionOf({ agentid: '101' }));
