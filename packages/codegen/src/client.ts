import type { Contract, Json, Operation, Retcode } from '@cc-gateway/spec';
import { answerSchema, mayBeVoid } from './calls.ts';
import { argumentsOf } from './arguments.ts';
import { banner } from './banner.ts';
import { literalsOf } from './literal.ts';
import { loweringOf } from './lowered.ts';
import { typeNames } from './names.ts';
import { runtimeModule } from './runtime.ts';
import { sampleArguments } from './samples.ts';
import { credentialsOf, sessionScheme } from './security.ts';
import { credentialTypes } from './credential-types.ts';
import { checkIds, tableOf } from './table.ts';

const maker = '@cc-gateway/codegen';

/**
 * The module that the client is driven by: its operations with their schemas, what checks and writes them, the catalogue,
 * the stamp, and the version of the client's package. Throws ContractError, with the place, at what cannot be written.
 */
export async function clientModule(contract: Contract, version: string): Promise<string> {
  checkIds(contract);
  const lowering = loweringOf(contract.document);
  const operations = contract.operations.map((operation) => tableOf(operation, lowering));
  const session = sessionScheme(contract);
  const sessionHeaders = contract.operations.flatMap(({ security }) =>
    security.flat().flatMap(({ session }) => session?.header ?? []),
  );
  const hasLogins = Object.values(credentialsOf(contract)).some((each) => 'http' in each && each.http === 'Basic');
  const exported = {
    version,
    sessionHeaders: [...new Set(sessionHeaders)],
    stamp: contract.stamp,
    retcodes: {
      codes: Object.fromEntries([...contract.retcodes.codes].map(([code, entry]) => [code, entryOf(entry)])),
      unlisted: entryOf(contract.retcodes.unlisted),
    },
    credentials: credentialsOf(contract),
    sessionScheme: session ?? null,
    operations,
  };
  const { constants, expressions } = literalsOf(Object.values(exported), lowering.targets);
  const parameters: Json[] = operations.flatMap((operation) => operation.parameters);
  const isPlain = !parameters.some(({ style, content }) => style || content);
  const places = new Set<string>(parameters.map((parameter) => parameter.in));
  const bodies: Json[] = operations.flatMap(({ body }) => body ?? []);
  return [
    banner(maker, contract),
    await runtimeModule({
      rules: lowering.rules,
      parameter: isPlain ? (places.size === 1 && places.has('path') ? 'plainInPath' : 'plain') : 'styled',
      places,
      keysInHeaders: Object.values(exported.credentials).every((each) => 'in' in each && each.in === 'header'),
      others: Object.keys(exported.credentials).some((name) => name !== session),
      logins: hasLogins,
      forms: new Set(bodies.map(({ form }) => form ?? 'json')),
    }),
    constants,
    ...Object.keys(exported).map((name, index) => `export const ${name} = ${expressions[index]};`),
    '',
  ].join('\n');
}

/** Types of that module: one documented method for each operation, over flat types. */
export function clientTypes(contract: Contract): string {
  checkIds(contract);
  const types = typeNames(contract);
  const names = contract.operations.flatMap((operation) => [
    `${types.of(operation)}Arguments`,
    ...(answerSchema(operation) === undefined ? [] : [`${types.of(operation)}Answer`]),
  ]);
  return [
    banner(maker, contract),
    `import type { ${names.join(', ')} } from '@cc-gateway/types/calls';`,
    `export type { ${names.join(', ')} } from '@cc-gateway/types/calls';`,
    ...constants.split(' ').map((name) => `export declare const ${name}: unknown;`),
    credentialTypes(contract),
    '/** One method for each operation of the contract. */',
    `export interface Methods<CallOptions> {\n${contract.operations.map((each) => methodType(contract, each)).join('\n')}\n}\n`,
  ].join('\n');
}

/** What the module exports. The client knows their types. */
const constants =
  'version sessionHeaders stamp retcodes credentials sessionScheme operations check write kindOf copy identify sources secrets';

/** The module of the catalogue's texts, which a client loads once it is refused: what a code means, and what to do about it. */
export function textsModule(contract: Contract): string {
  const { codes, unlisted } = contract.retcodes;
  const entries = [...codes].map(([code, { meaning, action }]) => [code, { meaning, action }]);
  const { meaning, action } = unlisted;
  return `${banner(maker, contract)}export const texts = ${JSON.stringify(Object.fromEntries(entries), null, 2)};
export const unlisted = ${JSON.stringify({ meaning, action })};
`;
}

/** Types of that module. */
export const textsTypes = (contract: Contract): string =>
  `${banner(maker, contract)}export interface Text { meaning: string; action: string }
export declare const texts: Record<string, Text>;
export declare const unlisted: Text;
`;

function methodType(contract: Contract, operation: Operation): string {
  const name = typeNames(contract).of(operation);
  const optional = argumentsOf(operation).every(({ required }) => !required) ? '?' : '';
  const answers = [
    ...(answerSchema(operation) === undefined ? [] : [`${name}Answer`]),
    ...(mayBeVoid(operation) ? [answerSchema(operation) === undefined ? 'void' : 'undefined'] : []),
  ];
  const lines = [
    operation.summary,
    '',
    ...(operation.description ?? '').trim().split('\n'),
    '',
    '@param args - What goes into path, query, headers and body, spelled as on the wire. Checked before anything is sent.',
    '@param options - Limits, headers and the signal of this call.',
    '@throws {GatewayError} Whenever it is no success. Tell the errors apart by `name`; `outcome` says whether the call may',
    'have taken effect: `not-applied` may be tried again where it is `retryable`; `unknown` is to be looked into first.',
    '@see {@link CallError}',
    '@example',
    `const answer = await gateway${memberOf(operation.id)}(${sampleArguments(contract, operation)});`,
  ];
  const doc = lines.map((line) => `   * ${line ?? ''}`.trimEnd().replaceAll('*/', '*\\/')).join('\n');
  return `  /**\n${doc}\n   */\n  readonly ${keyOf(operation.id)}: (args${optional}: ${name}Arguments, options?: CallOptions) => Promise<${answers.join(' | ')}>;`;
}

const isName = (id: string): boolean => /^[A-Za-z_$][\w$]*$/.test(id);
const keyOf = (id: string): string => (isName(id) ? id : JSON.stringify(id));
const memberOf = (id: string): string => (isName(id) ? `.${id}` : `[${JSON.stringify(id)}]`);

const entryOf = ({ class: kind, outcome, retry }: Retcode): Json => ({ class: kind, outcome, retry });
