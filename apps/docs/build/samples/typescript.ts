import { variableOf } from '@cc-gateway/spec';
import { addressVariable, authorityVariable, trust, wanted, type Sample, type SampleScheme } from './words.ts';

/** The sample for TypeScript, over this repository's own client. */
export function typescriptSample(sample: Sample): string {
  const { operation, args, variables } = sample;
  return `import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { createGatewayClient, GatewayError } from '@cc-gateway/client';

const { ${[...variables.map(({ name }) => name), authorityVariable].map((name) => `${name} = ''`).join(', ')} } = process.env;
if (${variables.map(({ name }) => `${name} === ''`).join(' || ')}) {
  console.error(${literal(wanted(sample))});
  process.exit(2);
}
// ${trust}
if (${authorityVariable} !== '')
  tls.setDefaultCACertificates([...tls.getCACertificates(), readFileSync(${authorityVariable}, 'utf8')]);
const gateway = createGatewayClient({ ${options(sample).join(', ')} });

try {
  const answer = await gateway${member(operation.id)}(${argument(args)});
  console.log('done', answer);
} catch (error) {
  if (!(error instanceof GatewayError)) throw error;
  // not-applied: nothing took effect. unknown: find out what did before anything is sent again.
  console.error(error.outcome, error.message);
  process.exitCode = 1;
}
`;
}

/** The options of the client: where it calls, and by which credentials. */
function options({ schemes }: Sample): string[] {
  const isSession = ({ type, in: place }: SampleScheme): boolean => type === 'apiKey' && place === 'header';
  const session = schemes.find(isSession);
  const others = schemes.filter((scheme) => scheme !== session).map(credential);
  return [
    `baseUrl: ${addressVariable}`,
    ...(session ? [`guid: ${variableOf(session.name!)}`] : []),
    ...(others.length > 0 ? [`credentials: { ${others.join(', ')} }`] : []),
  ];
}

/** A credential as the client takes it: of a header of HTTP the token without the word before it. */
function credential({ type, scheme }: SampleScheme): string {
  const name = isName(scheme) ? scheme : literal(scheme);
  return type === 'apiKey' ? `${name}: 'a-key'` : `${name}: ${variableOf('Authorization')}.replace(/^\\S+ /, '')`;
}

const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);
const member = (id: string): string => (isName(id) ? `.${id}` : `[${JSON.stringify(id)}]`);

// One argument a line, so that the sample fits a narrow column.
function argument(args: Record<string, unknown>): string {
  const lines = Object.entries(args).map(
    ([name, value]) => `    ${isName(name) ? name : literal(name)}: ${literal(value)},\n`,
  );
  return lines.length === 0 ? '' : `{\n${lines.join('')}  }`;
}

function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value)
      .slice(1, -1)
      .replaceAll(String.raw`\"`, '"')
      .replaceAll("'", String.raw`\'`)}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => `${isName(key) ? key : literal(key)}: ${literal(inner)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
