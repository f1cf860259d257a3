import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Ajv } from 'ajv';
import express, { type ErrorRequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import fastify from 'fastify';

/** A server in another framework that answers 200 to what keeps a document, and 4xx to all else. */
export interface StrictServer extends AsyncDisposable {
  origin: string;
}

/** Express with express-openapi-validator, from the document itself. */
export async function expressServer(document: object): Promise<StrictServer> {
  const app = express();
  app.use(express.json({ strict: false }), express.urlencoded(), express.text(), express.raw({ type: 'image/*' }));
  app.use(middleware({ apiSpec: structuredClone(document) as never, validateResponses: false }));
  app.use((_, response) => void response.end());
  const refuse: ErrorRequestHandler = (error: { status?: number; message: string }, _, response, __) =>
    void response.status(error.status ?? 500).end(error.message);
  app.use(refuse);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A route as Fastify knows it: each place of a request with a JSON schema of its own. */
export interface Route {
  method: string;
  url: string;
  schema: Partial<Record<'params' | 'querystring' | 'headers' | 'body', object>>;
}

/** Fastify, with its own validation: texts of parameters are coerced to the types of their schemas, bodies are as they are. */
export async function fastifyServer(routes: Route[]): Promise<StrictServer> {
  const app = fastify();
  const coercing = new Ajv({ coerceTypes: 'array' });
  const strict = new Ajv();
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? strict : coercing).compile(schema as object),
  );
  for (const route of routes) app.route({ ...route, handler: (_, reply) => reply.send() });
  return { origin: await app.listen({ port: 0, host: '127.0.0.1' }), [Symbol.asyncDispose]: async () => app.close() };
}
