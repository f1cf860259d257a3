import type { Contract } from '@cc-gateway/spec';

const handing = new WeakMap<Contract, Set<string>>();

/** The headers in which answers hand out keys (`x-session`), in small letters: at every operation, since a sign-in asks for no key itself. */
export function sessionHeaders(contract: Contract): Set<string> {
  let headers = handing.get(contract);
  if (!headers) {
    const schemes = contract.operations.flatMap(({ security }) => security.flat());
    headers = new Set(schemes.flatMap(({ session }) => session?.header.toLowerCase() ?? []));
    handing.set(contract, headers);
  }
  return headers;
}
