/** Inside its namespace: a gateway that carries out what it reads. Says its port, and `applied` for each request. */
import { createServer } from 'node:http';

const [, , address, status, mediaType] = process.argv;
const answer = '{"message":"","retcode":"0","result":{}}';
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    console.log('applied');
    // To the second request of a connection the answer never comes.
    if (request.headers['x-answer'] === 'never') return;
    response.writeHead(Number(status), { 'Content-Type': mediaType, 'Content-Length': answer.length }).end(answer);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, address, () => console.log(server.address().port));
// Whoever started it has ended.
process.stdin.resume().once('end', () => process.exit());
