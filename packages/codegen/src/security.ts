import { ContractError, type Contract, type Operation, type SecurityScheme } from '@cc-gateway/spec';
import { credentialOf } from '@cc-gateway/openapi/codec';
import type { Credential } from '@cc-gateway/openapi/codec/write';

export type { Credential };

/** How a scheme's credential is written; null where nothing is, undefined where this cannot be done: for Digest, there is no challenge. */
function writtenAs(scheme: SecurityScheme): Credential | null | undefined {
  const credential = credentialOf(scheme);
  return credential && 'http' in credential && !['Basic', 'Bearer'].includes(credential.http) ? undefined : credential;
}

const isToken = (scheme: SecurityScheme): boolean => JSON.stringify(writtenAs(scheme)) === '{"http":"Bearer"}';

/** A request carries one token: where several schemes want one together, that of the first serves them all. */
const withOneToken = (schemes: SecurityScheme[]): SecurityScheme[] =>
  schemes.filter((scheme, index) => !isToken(scheme) || schemes.findIndex(isToken) === index);

const placeOf = (credential: Credential): string =>
  'http' in credential ? 'header authorization' : `${credential.in} ${credential.name.toLowerCase()}`;

/**
 * The alternatives by which callers of an operation identify themselves: the names of the schemes that go together. Those
 * that cannot be written are left out. Throws ContractError where all of them are.
 */
export function alternativesOf(operation: Operation): string[][] {
  const all = operation.security;
  const writable = all.map(withOneToken).filter((schemes) => {
    const credentials = schemes.map(writtenAs);
    const places = credentials.flatMap((each) => (each ? [placeOf(each)] : []));
    return !credentials.includes(undefined) && new Set(places).size === places.length;
  });
  if (all.length > 0 && writable.length === 0) {
    const shown = all.map((schemes) =>
      schemes
        .map(({ scheme, type, httpScheme }) =>
          type ? [scheme, type, httpScheme].filter(Boolean).join(' ') : `${scheme}, which no security scheme is called`,
        )
        .join(' with '),
    );
    throw new ContractError(
      `${operation.id}: no credential can be written for ${shown.join(', or ')} (${operation.pointer}/security). ` +
        'Expected apiKey, http bearer, http basic, oauth2, openIdConnect or mutualTLS, each in a place of its own.',
    );
  }
  return writable.map((schemes) => schemes.filter((scheme) => writtenAs(scheme) !== null).map(({ scheme }) => scheme));
}

/** How the credentials of a contract are written, by the names of their schemes. */
export function credentialsOf(contract: Contract): Record<string, Credential> {
  const schemes = contract.operations.flatMap((operation) => {
    const names = new Set(alternativesOf(operation).flat());
    return operation.security.flat().filter(({ scheme }) => names.has(scheme));
  });
  return Object.fromEntries(schemes.map((scheme) => [scheme.scheme, writtenAs(scheme) as Credential]));
}

/** The scheme whose key is the session's: the one with `x-session`, or else the first key. */
export function sessionScheme(contract: Contract): string | undefined {
  const credentials = credentialsOf(contract);
  const schemes = contract.operations
    .flatMap(({ security }) => security.flat())
    .filter(({ scheme }) => Object.hasOwn(credentials, scheme));
  const session = schemes.find(({ session }) => session) ?? schemes.find(({ type }) => type === 'apiKey');
  return session?.scheme;
}
