import { mkdtemp, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Json } from '@cc-gateway/spec';
import { check, type CheckOptions, type Report } from '../src/index.ts';
import { connectTo } from './in-memory.ts';

/** A request as a provider reads it. */
export interface Call {
  method: string;
  /** Path and query, as they came. */
  target: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The body read as JSON; undefined where it is none. */
  body: Json;
}

/** What a provider answers: a status alone, or with headers and a body. */
export type Reply = number | { status: number; headers?: Record<string, string>; body?: string };

/** A provider that answers as it is told, and remembers what it was asked; it is reached without a network. */
export async function startProvider(answer: (call: Call) => Reply) {
  const calls: (Call & { status: number })[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const target = request.url!;
      const [path = '', query = ''] = target.split('?');
      const text = Buffer.concat(parts).toString();
      const read = { target, path, query: new URLSearchParams(query), headers: request.headers, text };
      const call: Call = { ...read, method: request.method!, body: readJson(text) };
      const reply = answer(call);
      const { status, headers = {}, body } = typeof reply === 'number' ? { status: reply } : reply;
      calls.push({ ...call, status });
      response.writeHead(status, headers).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => void (server.closeAllConnections(), server.close());
  return { at: { url, createConnection: connectTo(server) }, calls, [Symbol.asyncDispose]: close };
}

/** A file with a document: its version, its paths, and what else it holds, in YAML. */
export async function documentFile(rest: string, version = '3.1.1'): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'document-')), 'openapi.yaml');
  await writeFile(file, `openapi: ${version}\ninfo: { title: Test, version: '1' }\n${rest}`);
  parse(rest);
  return file;
}

/** The report on a provider that answers as it is told, and what it was asked. */
export async function checked(
  document: string,
  answer: (call: Call) => Reply,
  options: Partial<CheckOptions> & { version?: string } = {},
): Promise<{ report: Report; calls: (Call & { status: number })[] }> {
  const { version, ...rest } = options;
  await using provider = await startProvider(answer);
  const spec = await documentFile(document, version);
  const report = await check({ ...provider.at, spec, level: 'full', runs: 5, timeoutMs: 2_000, ...rest });
  return { report, calls: provider.calls };
}

/** The violations of a report, in short. */
export const violations = ({ findings }: Report): string[] =>
  findings
    .filter(({ severity }) => severity === 'violation')
    .map(({ rule, about, received }) => `${rule}: ${about}: ${received}`);

function readJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
