import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Serves the docs: each file with its own type, the headers that keep a page safe, and for how long it may be kept. */
export function servePages(): Handler {
  const dist = new URL('../dist/site/', import.meta.url);
  const policies = JSON.parse(readFileSync(new URL('policies.json', dist), 'utf8')) as Record<string, string>;
  const folders = new Set(
    Object.keys(policies).flatMap((file) => (file.includes('/') ? [`/${file.split('/')[0]}`] : [])),
  );
  const files = sirv(fileURLToPath(dist), {
    etag: true,
    dotfiles: false,
    brotli: true,
    gzip: true,
    setHeaders: (response, path) => setHeaders(response, path, policies),
  });
  return (request, response, next) => {
    const [path] = (request.url ?? '/').split('?');
    // Links of a page are relative to its folder.
    if (folders.has(path!)) return void response.writeHead(308, { location: `${path}/` }).end();
    files(request, response, next);
  };
}

/** What browsers would not know, or guess wrongly, by a file's name. */
const types: Record<string, string> = {
  md: 'text/markdown',
  yaml: 'application/yaml',
  ts: 'text/plain',
  sh: 'text/plain',
  py: 'text/plain',
  java: 'text/plain',
  cs: 'text/plain',
  go: 'text/plain',
  txt: 'text/plain',
};

function setHeaders(response: ServerResponse, path: string, policies: Record<string, string>): void {
  const page = `${path.replace(/^\//, '')}${path.endsWith('/') ? 'index.html' : ''}`;
  const policy = policies[page] ?? "default-src 'none'; style-src 'unsafe-inline'";
  response.setHeader('Content-Security-Policy', `${policy}; frame-ancestors 'none'`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  const type = types[/\.(\w+)$/.exec(page)?.[1] ?? ''];
  if (type) response.setHeader('Content-Type', `${type}; charset=utf-8`);
  // The name of an asset changes with what it holds.
  const isHashed = path.startsWith('/assets/');
  response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
