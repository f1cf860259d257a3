import { createSingleProcessPrism } from '@stoplight/prism-cli/dist/util/createServer.js';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** prism-cli as `-v silent` runs it; that says no address, so the port is chosen here. */
const port = await new Promise<number>((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as AddressInfo;
    probe.close(() => resolve(port));
  });
});
process.argv.push('mock', process.argv[2]!);
await createSingleProcessPrism({
  document: process.argv[2]!,
  host: '127.0.0.1',
  port,
  cors: true,
  dynamic: false,
  multiprocess: false,
  errors: false,
  verboseLevel: 'silent',
  ignoreExamples: false,
  seed: null,
  jsonSchemaFakerFillProperties: undefined,
} as never);
process.stdout.write(`listening on http://127.0.0.1:${port}\n`);
