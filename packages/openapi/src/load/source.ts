import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DocumentError } from '../error.ts';

/** What may be read besides files, and how. */
export interface LoadOptions {
  /** Whether documents and parts are fetched over HTTP: all, none (unless told), or those that a function allows. */
  remote?: boolean | ((address: URL) => boolean);
  /** Fetches them; the platform's own unless told. */
  fetch?: typeof globalThis.fetch;
  /** The longest time for one address in milliseconds, 30,000 unless told. */
  timeout?: number;
  /** How many bytes one file may have, 128 MiB unless told. */
  limit?: number;
}

const wanted = 'Expected an OpenAPI 3.x document, YAML or JSON.';
const mebi = 2 ** 20;

/** The address of a document: a URL, or the path of a file. */
export const addressOf = (source: string | URL): URL => {
  if (typeof source !== 'string') return source;
  return /^[a-z][a-z\d+.-]+:\/\//i.test(source) ? new URL(source) : pathToFileURL(resolve(source));
};

/** The text that stands at an address. Throws DocumentError where there is none, or where it may not be read. */
export async function textAt(address: URL, name: string, options: LoadOptions, from?: URL): Promise<string> {
  if (address.protocol === 'file:') {
    if (from && from.protocol !== 'file:') {
      throw new DocumentError(`${name} is a file, and ${from.href} is not: a fetched document may not name files.`);
    }
    return textOf(address, name, options.limit ?? 128 * mebi);
  }
  if (address.protocol !== 'http:' && address.protocol !== 'https:') {
    throw new DocumentError(`${name} is an address that cannot be read. Expected a file, http: or https:.`);
  }
  if (!isAllowed(address, options)) {
    throw new DocumentError(
      `${name} is an address, and documents are not fetched unless that is allowed. Expected the path of a file.`,
    );
  }
  return fetched(address, name, options);
}

const isAllowed = (address: URL, { remote = false }: LoadOptions): boolean =>
  typeof remote === 'function' ? remote(address) : remote;

async function textOf(address: URL, name: string, limit: number): Promise<string> {
  const path = fileURLToPath(address);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new DocumentError(`No such file: ${name}. ${wanted}`);
  if (found.isDirectory()) throw new DocumentError(`${name} is a directory. ${wanted}`);
  if (found.size === 0 && found.isFile()) throw new DocumentError(`${name} is empty. ${wanted}`);
  if (found.size > limit) {
    throw new DocumentError(`${name} has ${found.size} bytes. Expected at most ${limit}.`);
  }
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new DocumentError(`${name} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

async function fetched(address: URL, name: string, options: LoadOptions): Promise<string> {
  const { fetch = globalThis.fetch, timeout = 30_000, limit = 128 * mebi } = options;
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await followed(address, name, options, (next) =>
      fetch(next, { headers: { Accept: 'application/yaml, application/json, */*' }, redirect: 'manual', signal }),
    );
    if (!response.ok) throw new DocumentError(`${name} answered ${response.status}. ${wanted}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += (chunk as Uint8Array).length;
      if (size > limit) throw new DocumentError(`${name} has more than ${limit} bytes. Expected at most as many.`);
      chunks.push(chunk as Uint8Array);
    }
    return new TextDecoder().decode(Buffer.concat(chunks));
  } catch (cause) {
    if (cause instanceof DocumentError) throw cause;
    const { message, cause: inner } = cause as Error;
    throw new DocumentError(`${name} cannot be fetched: ${inner instanceof Error ? inner.message : message}.`, {
      cause,
    });
  }
}

const mostRedirects = 5;

/** The answer at the end of redirections, each of which has to be allowed as the first address was. */
async function followed(
  first: URL,
  name: string,
  options: LoadOptions,
  ask: (address: URL) => Promise<Response>,
): Promise<Response> {
  let address = first;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const response = await ask(address);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, address.href) ? new URL(location, address) : undefined;
    if (!next || !/^https?:$/.test(next.protocol) || !isAllowed(next, options)) {
      throw new DocumentError(`${name} redirects to ${JSON.stringify(location)}, which is not allowed to be fetched.`);
    }
    address = next;
  }
  throw new DocumentError(`${name} redirects more than ${mostRedirects} times.`);
}
