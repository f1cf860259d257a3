import { readFile, writeFile } from 'node:fs/promises';

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

/** What a certificate is made for. */
export interface CertificateTerms {
  /** The names of loopback unless told. */
  names?: string[];
  notAfter?: Date;
}

/** Makes an authority, and a certificate of it for each of the terms: also such as a client must refuse. */
export async function certificatesOf(terms: CertificateTerms[]): Promise<Required<Certificate>[]> {
  const { makeCertificates } = await import('./certificate.ts');
  return makeCertificates(terms);
}

/** Reads the certificate, or makes an authority and a certificate of it for `host` and the names of loopback. */
export async function certificateFor(host: string, { cert, key, caOut }: TlsOptions): Promise<Certificate> {
  if (cert !== undefined && key !== undefined) {
    return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
  }
  // Loaded on demand: most mocks speak HTTP.
  const { makeCertificate } = await import('./certificate.ts');
  const made = await makeCertificate(host);
  if (caOut !== undefined) await writeFile(caOut, made.ca);
  return made;
}
