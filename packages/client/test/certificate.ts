import { generate } from 'selfsigned';

/** A key and a certificate for `name` that its own issuer signed, in PEM; for this machine unless told. */
export async function certificate(name = 'localhost'): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: name }, ...(name === 'localhost' ? [{ type: 7, ip: '127.0.0.1' } as const] : [])],
      },
    ],
  });
  return { key, cert };
}
