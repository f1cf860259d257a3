import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { loadContract, readContract, type Contract, type Json, type Operation } from '@cc-gateway/spec';
import { schemasOf } from '../../src/check/values/schema.ts';
import { connectTo } from '../in-memory.ts';
import { readRequest, type Incoming } from './reading.ts';

/** A fault that a correct service can be given. */
export type FaultName =
  | 'ignores patterns of parameters'
  | 'takes any media type'
  | 'breaks at a NUL'
  | 'breaks at broken JSON'
  | 'breaks at an emoji in a form'
  | 'says an undocumented 422'
  | 'ignores the limit'
  | 'deletes nothing'
  | 'makes nothing'
  | 'asks for no key to delete'
  | 'deletes what is read'
  | 'changes nothing'
  | 'ignores maxItems';

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: Json;
}

/** One service of another document: what it needs beside the document. */
export interface Service {
  /** The document's name in `test/documents`. */
  name: string;
  key?: string;
  isKey?: (request: Incoming) => boolean;
  /** Its rows at the start, by their ids. */
  rows: Record<string, Json>;
  /** What an operation does, once a request is known to keep the document. */
  answer: (operation: Operation, values: Record<string, Json>, body: Json, rows: Map<string, Json>) => Reply;
  /** What a refusal holds. */
  refusal: (operation: Operation, status: number, why: string) => Reply;
}

const contracts = new Map<string, Promise<Contract>>();

/** The contract of a document, read once. */
export function contractOf(name: string): Promise<Contract> {
  if (!contracts.has(name))
    contracts.set(name, loadContract(fileURLToPath(new URL(`../documents/${name}.yaml`, import.meta.url))));
  return contracts.get(name)!;
}

/** A document without a keyword in some of its parts. */
function without(keyword: string, isIn: (path: string) => boolean, value: Json, path = ''): Json {
  if (Array.isArray(value)) return value.map((each, at) => without(keyword, isIn, each, `${path}/${at}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as object)
      .filter(([name]) => name !== keyword || !isIn(path))
      .map(([name, each]) => [name, without(keyword, isIn, each, `${path}/${name}`)]),
  );
}

/** The document as a faulty service reads it. */
function misread(contract: Contract, fault: FaultName | undefined): Contract {
  const keywords: Partial<Record<FaultName, string>> = {
    'ignores patterns of parameters': 'pattern',
    'ignores maxItems': 'maxItems',
  };
  const keyword = fault && keywords[fault];
  if (keyword === undefined) return contract;
  const isIn = (path: string): boolean => (keyword === 'pattern' ? /parameters/.test(path) : !/responses/.test(path));
  return readContract(without(keyword, isIn, contract.bundled), contract.stamp);
}

const limits = /^(limit|pageSize|per_page)$/;

/** Starts a service on a free port: correct, but for the fault. */
export async function startService(service: Service, fault?: FaultName) {
  const spec = await contractOf(service.name);
  const contract = misread(spec, fault);
  const schemas = schemasOf(contract);
  const rows = new Map(Object.entries(structuredClone(service.rows)));
  const has = (name: FaultName): boolean => fault === name;
  const routes = contract.operations.map((operation) => ({
    operation,
    pattern: new RegExp(`^${operation.path.replaceAll(/\{([^{}]*)\}/g, '(?<$1>[^/]+)')}$`),
  }));
  const decide = (request: Incoming): Reply => {
    const found = routes.flatMap(({ operation, pattern }) => {
      const match = pattern.exec(request.path);
      return match ? [{ operation, names: { ...match.groups } }] : [];
    });
    if (found.length === 0) return { status: 404 };
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const own = found.find(({ operation }) => operation.method === method);
    const allow = found.map(({ operation }) => operation.method).join(', ');
    if (!own) return { status: 405, headers: { Allow: allow } };
    const { operation, names } = own;
    const refused = (status: number, why: string): Reply => service.refusal(operation, status, why);
    const isKeyNeeded = !(has('asks for no key to delete') && operation.method === 'DELETE');
    if (isKeyNeeded && service.isKey && !service.isKey(request)) return refused(401, 'no key');
    const text = `${request.path}?${request.query} ${request.body.toString('latin1')}`;
    if (has('breaks at a NUL') && /%00|\\u0000|\0/.test(text)) return { status: 500 };
    if (has('breaks at an emoji in a form') && text.includes('=%F0%9F')) return { status: 500 };
    const wrong = operation.answers.some(({ status }) => status === '422') ? 422 : 400;
    const read = readRequest(schemas, operation, request, names, wrong, has('takes any media type'));
    if ('status' in read) {
      if (has('breaks at broken JSON') && read.why === 'the body cannot be read') return { status: 500 };
      if (has('says an undocumented 422') && read.status === 400) return refused(422, read.why);
      return refused(read.status, read.why);
    }
    const isIdle =
      (operation.method === 'DELETE' && has('deletes nothing')) ||
      (operation.method === 'POST' && has('makes nothing')) ||
      (['PUT', 'PATCH'].includes(operation.method) &&
        has('changes nothing') &&
        rows.has(Object.values(names).join(' ')));
    if (isIdle) return service.answer(operation, read.values, read.body, new Map(rows));
    const values = has('ignores the limit')
      ? Object.fromEntries(Object.entries(read.values).filter(([name]) => !limits.test(name)))
      : read.values;
    const reply = service.answer(operation, values, read.body, rows);
    if (operation.method === 'GET' && has('deletes what is read')) rows.delete(Object.values(names).join(' '));
    return reply;
  };
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const [path = '', query = ''] = incoming.url!.replace(/^https?:\/\/[^/]+/, '').split('?');
      const request = { method: incoming.method!, path, query, headers: incoming.headers, body: Buffer.concat(parts) };
      const { status, headers = {}, body } = decide(request);
      const isProblem = status >= 400 && service.name === 'tickets';
      const type =
        body === undefined ? {} : { 'Content-Type': isProblem ? 'application/problem+json' : 'application/json' };
      response.writeHead(status, { ...headers, ...type }).end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => void (server.closeAllConnections(), server.close());
  return { url, spec, createConnection: connectTo(server), [Symbol.asyncDispose]: close };
}
