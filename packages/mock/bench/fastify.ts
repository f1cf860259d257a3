import fastify from 'fastify';
import { contract } from '@cc-gateway/spec';

/** fastify with its own ajv over the contract's schemas, and a constant answer: what a hand-written mock would do. */
const operation = contract.operations[0]!;
const path = Object.fromEntries(
  operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name, schema }) => [name, schema]),
);
const content = operation.body!.contents[0]!;
const answer = operation.answers[0]!.contents[0]!.examples[0]!.value as object;
const key = operation.security[0]![0]!.name!;

const server = fastify();
server.route({
  method: operation.method,
  url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
  schema: {
    params: { type: 'object', required: Object.keys(path), properties: path },
    headers: { type: 'object', required: [key.toLowerCase()] },
    body: content.schema as object,
  },
  handler: () => answer,
});
process.stdout.write(`listening on ${await server.listen({ port: 0, host: '127.0.0.1' })}\n`);
