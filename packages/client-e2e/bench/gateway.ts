/** A gateway that answers every request with a success at once; run as a process of its own, it prints its port. */
import { createServer } from 'node:http';

const body = '{"message":"","retcode":"0","result":{}}';
const head = { 'Content-Type': 'application/json', 'Content-Length': body.length };
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, head).end(body));
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
