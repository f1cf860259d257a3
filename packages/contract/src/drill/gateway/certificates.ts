import { certificateOf } from '@cc-gateway/mock';
import type { CertificateKind } from '../situations/situation.ts';

/** What a gateway shows, and the authority that its caller is given. */
export interface Shown {
  cert: string;
  key: string;
  ca: string;
}

const made: Partial<Record<CertificateKind, Promise<Shown>>> = {};

/** A certificate of a kind; the same for the same kind. */
export const shown = (kind: CertificateKind): Promise<Shown> => (made[kind] ??= makers[kind]());

const makers: Record<CertificateKind, () => Promise<Shown>> = {
  right: () => certificateOf({}),
  'another-authority': async () => ({ ...(await certificateOf({})), ca: (await shown('right')).ca }),
  'another-name': () => certificateOf({ names: ['another.invalid'] }),
  expired: () => certificateOf({ notAfter: new Date(Date.now() - 3_600_000) }),
};
