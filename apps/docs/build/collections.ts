import { dereferenced } from '@cc-gateway/openapi';
import { sampleRequests, type Contract, type SecurityScheme } from '@cc-gateway/spec';
import { converters } from './converters.ts';
import { sandboxAddress } from './samples/sample.ts';
import { sandboxServer } from './servers.ts';

/** The contract as collections of tools in which people try requests, with the sandbox as their address. */
export async function collectionsOf(contract: Contract): Promise<{ postman: string; bruno: string }> {
  const { brunoToPostman, openApiToBruno } = await converters();
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
    const { headers = {}, parts } = sampleRequests(contract, operation)[0] ?? {};
    for (const scheme of operation.security[0] ?? []) {
      const { name, place } = placeOf(scheme);
      const value = place === 'query' ? parts?.query[name] : headers[name];
      if (!values.has(name) && typeof value === 'string') values.set(name, value);
    }
  }
  return values;
}

/** Where the credential of a scheme stands: what is no key, in the header of HTTP itself. */
const placeOf = ({ type, in: place, name }: SecurityScheme): { name: string; place: string | undefined } =>
  type === 'apiKey' ? { name: name ?? '', place } : { name: 'Authorization', place: 'header' };

/** The document as a converter needs it: the sandbox before the servers, and every header of a request as a parameter. */
function forTrying(contract: Contract): unknown {
  const copy = structuredClone(dereferenced(contract.bundled));
  copy.servers = [sandboxServer, ...(copy.servers ?? [])];
  for (const operation of contract.operations) {
    const target = copy.paths[operation.path][operation.method.toLowerCase()];
    const mediaType = sampleRequests(contract, operation)[0]?.headers['Content-Type'];
    const credentials = (operation.security[0] ?? []).map(placeOf).filter(({ place }) => place !== 'cookie');
    target.parameters = [
      ...(target.parameters ?? []),
      ...credentials.map(({ name, place }) => parameterOf(place, name, `{{${name}}}`)),
      // The boundary of parts is made by who sends them.
      ...(mediaType === undefined || isMultipart(mediaType) ? [] : [parameterOf('header', 'Content-Type', mediaType)]),
    ];
    target.security = [];
  }
  return copy;
}

const isMultipart = (mediaType: string): boolean => mediaType.startsWith('multipart/');

const parameterOf = (place: string | undefined, name: string, example: string): object => ({
  name,
  in: place,
  required: true,
  schema: { type: 'string' },
  example,
});
