import { certificatesOf } from '@cc-gateway/mock';
import type { CertificateKind } from '../situations/situation.ts';

/** What a gateway shows, and the authority that its caller is given. */
export interface Shown {
  cert: string;
  key: string;
  ca: string;
}

let made: Promise<Record<CertificateKind, Shown>> | undefined;

/** A certificate of a kind; the same for the same kind, and with the same authority for all: a service is told of one. */
export const shown = async (kind: CertificateKind): Promise<Shown> => (await (made ??= make()))[kind];

async function make(): Promise<Record<CertificateKind, Shown>> {
  const [[right, anotherName, expired], [another]] = await Promise.all([
    certificatesOf([{}, { names: ['another.invalid'] }, { notAfter: new Date(Date.now() - 3_600_000) }]),
    certificatesOf([{}]),
  ]);
  return {
    right: right!,
    'another-name': anotherName!,
    expired: expired!,
    'another-authority': { ...another!, ca: right!.ca },
  };
}
