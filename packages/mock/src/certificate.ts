// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 needs it before it is loaded
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Certificate, CertificateTerms } from './tls.ts';

const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Makes an authority, and a certificate of it for `host` and the names of loopback. */
export async function makeCertificate(host: string): Promise<Required<Certificate>> {
  const [certificate] = await makeCertificates([{ names: [...new Set(['localhost', '127.0.0.1', '::1', host])] }]);
  return certificate!;
}

/**
 * Makes an authority, and a certificate of it for each of the terms, all valid for 30 days unless told. The authority's own key is
 * thrown away: nobody can sign another certificate that its clients would trust.
 */
export async function makeCertificates(terms: CertificateTerms[]): Promise<Required<Certificate>[]> {
  const authorityKeys = await newKeys(false);
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...lifeUntil(),
    name: 'CN=CC-Gateway mock authority',
    keys: authorityKeys,
    signingAlgorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  return Promise.all(
    terms.map(async ({ names = ['localhost', '127.0.0.1', '::1'], notAfter }) => {
      const keys = await newKeys(true);
      const leaf = await X509CertificateGenerator.create({
        ...lifeUntil(notAfter),
        subject: 'CN=CC-Gateway mock',
        issuer: authority.subject,
        publicKey: keys.publicKey,
        signingKey: authorityKeys.privateKey,
        signingAlgorithm,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
          new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value }))),
          await SubjectKeyIdentifierExtension.create(keys.publicKey),
          await AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
        ],
      });
      const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
      return { cert: leaf.toString('pem'), key, ca: authority.toString('pem') };
    }),
  );
}

const newKeys = (extractable: boolean): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(signingAlgorithm, extractable, ['sign', 'verify']);

const lifeUntil = (notAfter = new Date(Date.now() + 30 * 24 * 3_600_000)) => ({
  notBefore: new Date(Math.min(Date.now(), notAfter.getTime()) - 60_000),
  notAfter,
});
