import { wanted, type Sample } from './words.ts';

/** The sample for TypeScript, over this repository's own client. */
export function typescriptSample(sample: Sample): string {
  const { operation, args, variables } = sample;
  const session = variables[1]?.name ?? 'GATEWAY_SESSION';
  return `import { createGatewayClient, GatewayError } from '@cc-gateway/client';

const { GATEWAY_URL = '', ${session} = '' } = process.env;
if (${variables.map(({ name }) => `${name} === ''`).join(' || ')}) {
  console.error(${literal(wanted(sample))});
  process.exit(2);
}
const gateway = createGatewayClient({ baseUrl: GATEWAY_URL, guid: ${session} });

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
