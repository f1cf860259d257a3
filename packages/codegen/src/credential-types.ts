import type { Contract } from '@cc-gateway/spec';
import { alternativesOf, credentialsOf, sessionScheme } from './security.ts';

/**
 * Types of the options by which callers identify themselves: `guid` for the session's key, demanded where no operation can
 * be called without it, and `credentials` for all other schemes.
 */
export function credentialTypes(contract: Contract): string {
  const session = sessionScheme(contract);
  const alternatives = contract.operations.map(alternativesOf);
  const isDemanded = alternatives.every(
    (each) => each.length > 0 && each.every((names) => names.includes(session ?? '')),
  );
  const others = Object.entries(credentialsOf(contract))
    .filter(([name]) => name !== session)
    .map(([name, credential]) => {
      const source = 'http' in credential && credential.http === 'Basic' ? 'Login' : 'Text';
      return `    ${JSON.stringify(name)}?: ${source} | (() => ${source} | PromiseLike<${source}>) | undefined;`;
    });
  const guid = `
  /**
   * The session's key, or a function that is asked for it at each attempt. After the gateway has refused a key as lapsed
   * the function is told which, and its answer is tried once.
   */
  guid${isDemanded ? '' : '?'}: GuidSource${isDemanded ? '' : ' | undefined'};`;
  const credentials = `
  /**
   * The other credentials, by the names of their security schemes; a function is asked at each attempt. A call uses the
   * first alternative of its operation for which all are given.
   */
  credentials?: {
${others.join('\n')}
  } | undefined;`;
  return [
    '/** How a client identifies itself. */',
    `export interface Credentials<GuidSource, Text = string, Login = { readonly username: string; readonly password: string }> {`,
    (session === undefined ? '' : guid) + (others.length > 0 ? credentials : ''),
    '}',
  ].join('\n');
}
