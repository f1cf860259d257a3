import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contract } from '@cc-gateway/spec';

/** node:http alone: the body is read and parsed, the answer is constant. The limit of what Node can do. */
const answer = JSON.stringify(contract.operations[0]!.answers[0]!.contents[0]!.examples[0]!.value);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
