import { startSandbox } from '@cc-gateway/sandbox';

const sandbox = await startSandbox({ port: 0 });
const page = await fetch(`${sandbox.url}/llms.txt`);
console.log(page.status, sandbox.mock.sessionOf({ agentid: '101' }));
await sandbox.close();
