import { parseExpression, type Contract, type Json, type Operation, type Retcode } from '@cc-gateway/spec';
import { argumentsOf, isJson, requestContent } from './arguments.ts';
import { banner } from './banner.ts';
import { successContent, typeName } from './schemas.ts';
import { validatorsModule } from './validators.ts';

const maker = '@cc-gateway/codegen';

/**
 * The module that the client is driven by: its operations with their validators, the catalogue, the stamp, and the version
 * of the client's package.
 */
export async function clientModule(contract: Contract, version: string): Promise<string> {
  const operations = contract.operations.map((operation, index) => {
    const facts = JSON.stringify(factsOf(operation), null, 2).slice(0, -2);
    return `${facts},\n  checkArguments: checkArguments${index},\n  checkAnswer: checkAnswer${index}\n}`;
  });
  const catalogue = {
    codes: Object.fromEntries([...contract.retcodes.codes].map(([code, entry]) => [code, entryOf(entry)])),
    unlisted: entryOf(contract.retcodes.unlisted),
  };
  const sessionHeaders = contract.operations.flatMap(({ security }) =>
    security.flat().flatMap(({ session }) => session?.header ?? []),
  );
  return [
    banner(maker, contract),
    await validatorsModule(contract),
    `export const version = ${JSON.stringify(version)};\n`,
    `export const sessionHeaders = ${JSON.stringify([...new Set(sessionHeaders)])};\n`,
    `export const stamp = ${JSON.stringify(contract.stamp, null, 2)};\n`,
    `export const retcodes = ${JSON.stringify(catalogue, null, 2)};\n`,
    `export const operations = [${operations.join(', ')}];\n`,
  ].join('\n');
}

/** Types of that module: one documented method for each operation, over flat types. */
export function clientTypes(contract: Contract): string {
  const names = contract.operations.flatMap((operation) => [
    `${typeName(operation)}Arguments`,
    ...(successContent(operation) ? [`${typeName(operation)}Answer`] : []),
  ]);
  return [
    banner(maker, contract),
    `import type { ${names.join(', ')} } from '@cc-gateway/types/calls';`,
    `export type { ${names.join(', ')} } from '@cc-gateway/types/calls';`,
    'export declare const version: unknown;',
    'export declare const sessionHeaders: unknown;',
    'export declare const stamp: unknown;',
    'export declare const retcodes: unknown;',
    'export declare const operations: unknown;',
    '/** One method for each operation of the contract. */',
    `export interface Methods<CallOptions> {\n${contract.operations.map(methodType).join('\n')}\n}\n`,
  ].join('\n');
}

function methodType(operation: Operation): string {
  const all = argumentsOf(operation);
  const optional = all.every(({ required }) => !required) ? '?' : '';
  const answer = successContent(operation) ? `${typeName(operation)}Answer` : 'void';
  const sample = JSON.stringify(
    Object.fromEntries(all.filter(({ example }) => example !== undefined).map(({ name, example }) => [name, example])),
  );
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
    `const answer = await gateway${memberOf(operation.id)}(${sample});`,
  ];
  const doc = lines.map((line) => `   * ${line ?? ''}`.trimEnd().replaceAll('*/', '*\\/')).join('\n');
  return `  /**\n${doc}\n   */\n  readonly ${keyOf(operation.id)}: (args${optional}: ${typeName(operation)}Arguments, options?: CallOptions) => Promise<${answer}>;`;
}

const isName = (id: string): boolean => /^[A-Za-z_$][\w$]*$/.test(id);
const keyOf = (id: string): string => (isName(id) ? id : JSON.stringify(id));
const memberOf = (id: string): string => (isName(id) ? `.${id}` : `[${JSON.stringify(id)}]`);

function factsOf(operation: Operation): Json {
  const mediaType = requestContent(operation)?.mediaType;
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    arguments: argumentsOf(operation).map(({ name, place, whole }) => ({ name, place, ...(whole && { whole }) })),
    // Some gateways take a body without a charset for one in another encoding.
    ...(mediaType && {
      mediaType: isJson(mediaType) && !mediaType.includes(';') ? `${mediaType}; charset=UTF-8` : mediaType,
    }),
    ...(operation.body?.required && { bodyRequired: true }),
    keys: operation.security[0]?.map(({ in: place, name }) => ({ place, name })) ?? [],
    ...(operation.success && {
      success: {
        expression: parseExpression(operation.success.value),
        equals: operation.success.equals,
        ...messageFact(operation),
      },
    }),
    answers: Object.fromEntries(
      operation.answers
        .filter(({ status }) => /^(2(\d\d|XX)|default)$/i.test(status))
        .map(({ status, contents }) => {
          const json = contents.find(({ mediaType }) => isJson(mediaType));
          return [status.replace(/xx$/i, 'XX'), json ? json.mediaType.split(';')[0]!.trim().toLowerCase() : null];
        }),
    ),
  };
}

/** Where an answer explains itself: the first required string beside the result code. */
function messageFact(operation: Operation): Json {
  const expression = parseExpression(operation.success!.value);
  if (!('pointer' in expression)) return {};
  const parents = expression.pointer.slice(0, -1);
  const schema = parents.reduce<Json>((inner, key) => inner?.properties?.[key], successContent(operation)?.schema);
  const name = (schema?.required ?? []).find(
    (key: string) => key !== expression.pointer.at(-1) && schema.properties?.[key]?.type === 'string',
  );
  return name === undefined ? {} : { message: [...parents, name] };
}

const entryOf = ({ class: kind, outcome, retry, meaning, action }: Retcode): Json => ({
  class: kind,
  outcome,
  retry,
  meaning,
  action,
});
