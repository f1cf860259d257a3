import { createRequire } from 'node:module';
import { generate } from 'selfsigned';

/** The part of node-forge that is used. It has no types of its own. */
interface Forge {
  pki: { privateKeyFromPem(pem: string): object; certificateFromPem(pem: string): object };
  pkcs12: { toPkcs12Asn1(key: object, cert: object, passphrase: string, options: { algorithm: string }): object };
  asn1: { toDer(asn1: object): { getBytes(): string } };
}

const forge = createRequire(import.meta.url)('node-forge') as Forge;

/** A certificate of that name, in PEM; and the same with its key in PKCS #12, which `passphrase` opens. */
export async function pkcs12(commonName: string, passphrase: string): Promise<{ cert: string; pfx: Uint8Array }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: commonName }], { keySize: 2048 });
  const { pki, pkcs12, asn1 } = forge;
  const container = pkcs12.toPkcs12Asn1(pki.privateKeyFromPem(key), pki.certificateFromPem(cert), passphrase, {
    algorithm: 'aes256',
  });
  return { cert, pfx: Buffer.from(asn1.toDer(container).getBytes(), 'latin1') };
}
