import { dereferenced } from '@cc-gateway/openapi';
import { sampleRequests, type Contract } from '@cc-gateway/spec';
import { brunoToPostman, openApiToBruno } from './converters.ts';
import { sandboxAddress } from './samples/sample.ts';
import { sandboxServer } from './servers.ts';

/** The contract as collections of tools in which people try requests, with the sandbox as their address. */
export async function collectionsOf(contract: Contract): Promise<{ postman: string; bruno: string }> {
  const values = valuesOf(contract);
  const bruno = (await openApiToBruno(forTrying(contract))) as BrunoCollection;
  const postman = brunoToPostman(bruno) as PostmanCollection;
  // The converters know the names of the variables, and not what the sandbox takes for them.
  for (const variable of postman.variable) variable.value = values.get(variable.key) ?? variable.value;
  const [sandbox] = bruno.environments;
  for (const [name, value] of values) {
    if (sandbox?.variables.some((variable) => variable.name === name)) continue;
    sandbox?.variables.push({ name, value, type: 'text', enabled: true, secret: false });
  }
  return { postman: `${JSON.stringify(postman, null, 2)}\n`, bruno: `${JSON.stringify(bruno, null, 2)}\n` };
}

interface PostmanCollection {
  variable: { key: string; value: string }[];
}

interface BrunoCollection {
  environments: { variables: { name: string; value: string; type: string; enabled: boolean; secret: boolean }[] }[];
}

/** What the sandbox takes: its address, and the session of the contract's examples. */
function valuesOf(contract: Contract): Map<string, string> {
  const values = new Map([['baseUrl', sandboxAddress]]);
  for (const operation of contract.operations) {
    const headers = sampleRequests(contract, operation)[0]?.headers ?? {};
    for (const { name = '' } of operation.security[0] ?? []) {
      if (!values.has(name) && headers[name] !== undefined) values.set(name, headers[name]);
    }
  }
  return values;
}

/** The document as a converter needs it: the sandbox before the servers, and every header of a request as a parameter. */
function forTrying({ bundled, operations }: Contract): unknown {
  const copy = structuredClone(dereferenced(bundled));
  copy.servers = [sandboxServer, ...(copy.servers ?? [])];
  for (const { path, method, body, security } of operations) {
    const target = copy.paths[path][method.toLowerCase()];
    const header = (name: string, example: string): object => ({
      name,
      in: 'header',
      required: true,
      schema: { type: 'string' },
      example,
    });
    target.parameters = [
      ...(target.parameters ?? []),
      ...(security[0] ?? []).flatMap(({ in: place, name }) =>
        place === 'header' && name !== undefined ? [header(name, `{{${name}}}`)] : [],
      ),
      ...(body?.contents[0] ? [header('Content-Type', `${body.contents[0].mediaType}; charset=UTF-8`)] : []),
    ];
    target.security = [];
  }
  return copy;
}
