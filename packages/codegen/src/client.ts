import { fileName, type Contract, type Json, type Operation, type Retcode } from '@cc-gateway/spec';
import { acyclic } from './acyclic.ts';
import { answerSchema, mayBeVoid } from './calls.ts';
import { argumentsOf } from './arguments.ts';
import { banner } from './banner.ts';
import { literalsOf } from './literal.ts';
import { loweringOf, type Lowering } from './lowered.ts';
import { typeNames } from './names.ts';
import { faultsModule, runtimeModule, type Needs } from './runtime.ts';
import { sampleArguments } from './samples.ts';
import { credentialsOf, sessionScheme } from './security.ts';
import { credentialTypes } from './credential-types.ts';
import { checkIds, tableOf } from './table.ts';

const maker = '@cc-gateway/codegen';

/**
 * The module that the client is driven by: its operations with their schemas, what checks and writes them, the stamp, and
 * the version of the client's package. Throws ContractError, with the place, at what cannot be written.
 */
export async function clientModule(given: Contract, version: string): Promise<string> {
  const contract = acyclic(given);
  checkIds(contract);
  const { operations, lowering } = tablesOf(contract);
  const session = sessionScheme(contract);
  const hasLogins = Object.values(credentialsOf(contract)).some((each) => 'http' in each && each.http === 'Basic');
  const parameters: Json[] = operations.flatMap((operation) => operation.parameters);
  const exported = {
    version,
    sessionHeaders: sessionHeaders(contract),
    contractHeaders: contractHeaders(contract, parameters),
    stamp: contract.stamp,
    credentials: credentialsOf(contract),
    sessionScheme: session ?? null,
    isKeyDemanded: operations.every(({ security }) =>
      security?.every((schemes: string[]) => schemes.includes(session!)),
    ),
    operations,
  };
  const { constants, expressions } = literalsOf(Object.values(exported), lowering.targets);
  const places = new Set<string>(parameters.map((parameter) => parameter.in));
  const bodies: Json[] = operations.flatMap(({ body }) => body ?? []);
  return [
    banner(maker, contract),
    await runtimeModule({
      rules: lowering.rules,
      types: lowering.types,
      parameter: writerOf(parameters, places),
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

/** What a client knows of each operation, and what has lowered their schemas. */
function tablesOf(contract: Contract): { operations: Json[]; lowering: Lowering } {
  const lowering = loweringOf(contract.document);
  return { operations: contract.operations.map((operation) => tableOf(operation, lowering)), lowering };
}

/** What writes the parameters, and no more than they need. */
function writerOf(parameters: Json[], places: ReadonlySet<string>): Needs['parameter'] {
  if (parameters.some(({ content }) => content === 'form')) return 'styledOrWhole';
  if (parameters.some(({ style, content }) => style || content)) return 'styled';
  return places.size === 1 && places.has('path') ? 'plainInPath' : 'plain';
}

/**
 * Types of that module: one documented method for each operation, over flat types. `docs` is where the docs of the contract
 * are published.
 */
export function clientTypes(given: Contract, docs?: string): string {
  const contract = acyclic(given);
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
    `export interface Methods<CallOptions> {\n${contract.operations.map((each) => methodType(contract, each, docs)).join('\n')}\n}\n`,
  ].join('\n');
}

/** What the module exports. The client knows their types. */
const constants =
  'version sessionHeaders contractHeaders stamp credentials sessionScheme isKeyDemanded operations check write copy identify sources secrets';

/**
 * The module that only failed calls need: the catalogue of result codes with its texts, what finds the faults of
 * values, and what puts them into words. It imports nothing.
 */
export async function catalogueModule(given: Contract): Promise<string> {
  const contract = acyclic(given);
  const { codes, unlisted } = contract.retcodes;
  const catalogue = Object.fromEntries([...codes].map(([code, entry]) => [code, entryOf(entry)]));
  const { constants, expressions } = literalsOf([catalogue, entryOf(unlisted)], new Map());
  return [
    banner(maker, contract),
    await faultsModule(tablesOf(contract).lowering.rules),
    constants,
    `export const catalogue = ${expressions[0]};`,
    `export const unlisted = ${expressions[1]};`,
    `export const sessionHeaders = ${JSON.stringify(sessionHeaders(contract))};`,
    `export const keyHeaders = ${JSON.stringify(keyHeaders(contract))};`,
    '',
  ].join('\n');
}

/** Types of that module. */
export const catalogueTypes = (contract: Contract): string =>
  `${banner(maker, contract)}export declare const catalogue: unknown;
export declare const unlisted: unknown;
export declare const sessionHeaders: unknown;
export declare const keyHeaders: unknown;
export declare const faultsOf: unknown;
export declare const kindOf: unknown;
export declare const violationOf: unknown;
`;

/** Names of the response headers in which fresh keys of a session come. */
const sessionHeaders = (contract: Contract): string[] => [
  ...new Set(
    contract.operations.flatMap(({ security }) => security.flat().flatMap(({ session }) => session?.header ?? [])),
  ),
];

/** Names of the headers in which credentials go. */
const keyHeaders = (contract: Contract): string[] => [
  ...new Set(
    Object.values(credentialsOf(contract)).flatMap((how) => {
      if ('http' in how) return ['Authorization'];
      return how.in === 'cookie' ? ['Cookie'] : how.in === 'header' ? [how.name] : [];
    }),
  ),
];

/** Names, in small letters, of the headers that credentials and parameters go in. */
const contractHeaders = (contract: Contract, parameters: Json[]): string[] => {
  const ofParameters = parameters.flatMap(({ in: place, name }): string[] =>
    place === 'header' ? [name] : place === 'cookie' ? ['Cookie'] : [],
  );
  return [...new Set([...keyHeaders(contract), ...ofParameters].map((name) => name.toLowerCase()))];
};

/** What a caller can do about each kind of failure. */
const failures = [
  'InvalidArgumentError} Arguments or options break the contract; nothing was sent. Correct them.',
  'SessionError} No key could be had; nothing was sent. See to its source.',
  'RefusedError} The gateway refused, and `retcode` says why. Do what `action` says.',
  'UnusableAnswerError} The answer is none of the contract’s. See to the gateway, or what stands before it.',
  'TimeoutError} No answer in time. Try again where it is `retryable`; where `outcome` is `unknown`, find out first.',
  'ConnectionError} The connection was not made, or broke. As with a TimeoutError.',
  'AbortedError} You ended it by your signal. `outcome` says whether it may have taken effect.',
];

function methodType(contract: Contract, operation: Operation, docs: string | undefined): string {
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
    ...failures.map((failure) => `@throws {${failure}`),
    ...(docs === undefined ? [] : [`@see {@link ${new URL(`operations/${fileName(operation.id)}.md`, docs).href}}`]),
    '@example',
    `const answer = await gateway${memberOf(operation.id)}(${sampleArguments(contract, operation)});`,
  ];
  const doc = lines.map((line) => `   * ${line ?? ''}`.trimEnd().replaceAll('*/', '*\\/')).join('\n');
  return `  /**\n${doc}\n   */\n  readonly ${keyOf(operation.id)}: (args${optional}: ${name}Arguments, options?: CallOptions) => Promise<${answers.join(' | ')}>;`;
}

const isName = (id: string): boolean => /^[A-Za-z_$][\w$]*$/.test(id);
const keyOf = (id: string): string => (isName(id) ? id : JSON.stringify(id));
const memberOf = (id: string): string => (isName(id) ? `.${id}` : `[${JSON.stringify(id)}]`);

const entryOf = ({ class: kind, outcome, retry, meaning, action }: Retcode): Json => ({
  class: kind,
  outcome,
  retry,
  meaning,
  action,
});
