import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import type { Packed } from '../src/pack.ts';

/** A registry on loopback that has packed packages, and sends whoever asks for another to the one that is in use here. */
export async function startRegistry(
  packages: readonly Packed[],
  upstream: string,
): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer(({ url = '/' }, response) => {
    const name = decodeURIComponent(url.slice(1));
    const tarball = packages.find((each) => name === `tarballs/${basename(each.tarball)}`);
    const each = packages.find((known) => known.name === name);
    if (tarball) response.end(readFileSync(tarball.tarball));
    else if (each) response.end(JSON.stringify(packument(each, `http://${response.req.headers.host}`)));
    else response.writeHead(302, { Location: new URL(url, upstream).href }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function packument({ name, version, tarball }: Packed, origin: string): object {
  const own = JSON.parse(String(execFileSync('tar', ['-xOf', tarball, 'package/package.json']))) as object;
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  const dist = { tarball: `${origin}/tarballs/${basename(tarball)}`, integrity };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...own, dist } } };
}
