import { readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { generate } from 'selfsigned';

/** A certificate from files, or one made at start. */
export interface TlsOptions {
  /** PEM file of the certificate, with its chain; together with `key`. */
  cert?: string;
  /** PEM file of the certificate's key. */
  key?: string;
  /** File that the PEM of the certificate authority made at start is written to, for clients to trust. */
  caOut?: string;
}

/** What an HTTPS server needs, and what its clients need. */
export interface Certificate {
  cert: string;
  key: string;
  /** PEM of the certificate authority made at start; undefined where the certificate came from files. */
  ca?: string;
}

const name = (commonName: string) => [{ name: 'commonName', value: commonName }];

/** Reads the certificate, or makes an authority and a certificate of it for `host` and the loopback names. */
export async function certificateFor(host: string, { cert, key, caOut }: TlsOptions): Promise<Certificate> {
  if (cert !== undefined && key !== undefined) {
    return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
  }
  const notAfterDate = new Date(Date.now() + 30 * 24 * 3_600_000);
  const settings = { algorithm: 'sha256', keyType: 'ec', curve: 'P-256', notAfterDate } as const;
  const authority = await generate(name('CC-Gateway mock, certificate authority'), {
    ...settings,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate(name('CC-Gateway mock'), {
    ...settings,
    ca: { cert: authority.cert, key: authority.private },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [...new Set(['localhost', '127.0.0.1', '::1', host])].map(altName) },
    ],
  });
  if (caOut !== undefined) await writeFile(caOut, authority.cert);
  return { cert: leaf.cert, key: leaf.private, ca: authority.cert };
}

const altName = (host: string) => (isIP(host) ? ({ type: 7, ip: host } as const) : ({ type: 2, value: host } as const));
