import type { Contract, Operation } from '@cc-gateway/spec';
import { codeSituations } from './codes.ts';
import { faultSituations, specialSituations } from './faults.ts';
import type { Situation } from './situation.ts';

const trust = 'RFC 9110, section 4.3.4; RFC 9525';

/** Every situation that an operation's callers can come into, the ordinary ones first. */
export function situationsOf(contract: Contract, operation: Operation): Situation[] {
  return [
    {
      name: 'success',
      says: 'the call is carried out',
      reference: 'the document',
      plays: [{ special: 'answers' }],
      outcome: 'applied',
      retry: 'never',
    },
    ...sessionSituations(operation),
    ...codeSituations(contract, operation),
    ...faultSituations(operation),
    ...specialSituations,
    ...certificateSituations,
  ];
}

/** A session lapses, and the next key can be had. */
function sessionSituations(operation: Operation): Situation[] {
  if (!operation.security.flat().some(({ session }) => session) || operation.preconditions.length === 0) return [];
  return [
    {
      name: 'session/lapsed',
      says: 'the session has lapsed, and a fresh key can be had',
      reference: 'the document: x-session',
      plays: [{ special: 'answers' }],
      outcome: 'not-applied',
      retry: 'fresh-session',
      finally: 'applied',
      session: 'lapsed',
    },
  ];
}

const certificateSituations: Situation[] = [
  {
    name: 'tls/private-authority',
    says: 'the certificate is of the private authority that was given',
    reference: trust,
    plays: [{ special: 'answers' }],
    outcome: 'applied',
    retry: 'never',
    certificate: 'right',
  },
  ...(
    [
      ['another-authority', 'of an authority that was not given'],
      ['another-name', 'for another name'],
      ['expired', 'expired'],
    ] as const
  ).map(([certificate, says]): Situation => ({
    name: `tls/${certificate}`,
    says: `the certificate is ${says}`,
    reference: trust,
    plays: [{ special: 'answers' }],
    outcome: 'not-applied',
    retry: 'never',
    certificate,
  })),
];
