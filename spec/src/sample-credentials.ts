import { credentialOf, type Credentials } from '@cc-gateway/openapi/codec';
import type { Contract } from './contract.ts';
import type { RequestParts } from './evaluate.ts';
import type { Operation, SecurityScheme } from './operation.ts';
import { allowedBy } from './preconditions.ts';

/**
 * Credentials for the first alternative that can be written: keys of example sessions that fit the request, or what a parameter
 * of the same name has.
 */
export function credentialsFor(
  contract: Contract,
  operation: Operation,
  request: RequestParts,
  given: Record<string, Record<string, unknown>>,
): Credentials {
  const schemes = operation.security.find((all) => all.every((scheme) => credentialOf(scheme) !== undefined)) ?? [];
  const login = schemes.map(credentialOf).find((credential) => credential && 'http' in credential);
  return Object.fromEntries(
    schemes.flatMap((scheme) => {
      const credential = credentialOf(scheme);
      if (!credential) return [];
      const own = parameterOf(operation, scheme);
      const value = own && given[own.in]![own.name];
      const key = typeof value === 'string' ? value : sessionOf(contract, operation, scheme, request);
      // One header is to be both.
      const isBoth = login && 'http' in login && scheme.in === 'header' && /^authorization$/i.test(scheme.name!);
      if (isBoth) return [[scheme.scheme, `${login.http} ${login.http === 'Basic' ? btoa(`sample:${key}`) : key}`]];
      const isLogin = 'http' in credential && ['Basic', 'Digest'].includes(credential.http);
      return [[scheme.scheme, isLogin ? { username: 'sample', password: key } : key]];
    }),
  );
}

/** The parameter that a key is documented as, too: it is sent once. */
const parameterOf = (
  { parameters }: Operation,
  { in: place, name = '' }: SecurityScheme,
): Operation['parameters'][number] | undefined =>
  parameters.find(
    (each) =>
      each.in === place && (place === 'header' ? each.name.toLowerCase() === name.toLowerCase() : each.name === name),
  );

/** The values of parameters but for those that are written as credentials. */
export function withoutKeys<T extends Record<string, Record<string, unknown>>>(
  operation: Operation,
  given: T,
  credentials: Credentials,
): T {
  const schemes = operation.security.flat().filter(({ scheme }) => Object.hasOwn(credentials, scheme));
  const keys = schemes.flatMap((scheme) => parameterOf(operation, scheme) ?? []);
  const isLeft = (place: string, name: string): boolean =>
    !keys.some((each) => each.in === place && each.name === name);
  return Object.fromEntries(
    Object.entries(given).map(([place, values]) => [
      place,
      Object.fromEntries(Object.entries(values).filter(([name]) => isLeft(place, name))),
    ]),
  ) as T;
}

/** The key of an example session that fits the request, or one of its own where the example rows know none. */
function sessionOf(contract: Contract, operation: Operation, scheme: SecurityScheme, request: RequestParts): string {
  const expression = `$request.${scheme.in ?? 'header'}.${scheme.name ?? 'Authorization'}`.toLowerCase();
  const linesOf = ({ preconditions }: Operation) => preconditions.filter(({ key }) => key.toLowerCase() === expression);
  const looked = linesOf(operation);
  // Where the operation does not look the session up itself, others tell which table has it.
  const asking = looked.length > 0 ? operation : contract.operations.find((each) => linesOf(each).length > 0);
  const [line] = asking ? linesOf(asking) : [];
  const table = contract.tables.find(({ name }) => name === line?.row);
  const row = table?.examples.find((candidate) =>
    looked.every(({ where = {} }) =>
      Object.entries(where).every(([column, operand]) => allowedBy(operand, { request }).includes(candidate[column])),
    ),
  );
  return row && table ? String(row[table.key]) : `session-of-${operation.id.replaceAll(/[^\w-]+/g, '-')}`;
}
