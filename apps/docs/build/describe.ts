/** Writes down what the scripts of the page have to know of the contract. */
import { argumentsOf, type Argument } from '@cc-gateway/codegen';
import {
  againWords,
  codeOf,
  sampleRequests,
  type Contract,
  type Operation,
  type Retcode,
  type Translate,
} from '@cc-gateway/spec';
import type { Description, Field, Meaning, OperationDescription, Situation } from '../src/description.ts';
import type { Language } from './language.ts';
import { operationId } from './page/context.ts';
import { sampleOf, successOf } from './samples/sample.ts';

/** The description of a contract for the panel, in a language. */
export const describeContract = (contract: Contract, { maybe }: Pick<Language, 'maybe'>): Description => ({
  stamp: contract.stamp,
  operations: contract.operations.map((operation) => describeOperation(contract, operation, maybe)),
  retcodes: {
    codes: [...contract.retcodes.codes].map(([code, entry]) => [code, meaningOf(entry, maybe)]),
    unlisted: meaningOf(contract.retcodes.unlisted, maybe),
  },
});

function describeOperation(contract: Contract, operation: Operation, t: Translate): OperationDescription {
  const session = operation.security[0]?.find(({ in: place }) => place === 'header')?.name;
  const [sample] = sampleRequests(contract, operation);
  const success = successOf(operation);
  const { variables, schemes } = sampleOf(contract, operation);
  const mediaType = sample!.headers['Content-Type'];
  return {
    id: operation.id,
    section: operationId(operation),
    method: operation.method,
    path: operation.path,
    fields: argumentsOf(operation).map((argument) => describeField(argument, sample!.body, t)),
    ...(session !== undefined && { session }),
    ...(mediaType !== undefined && { mediaType }),
    ...(success && { success }),
    variables,
    schemes,
    effects: operation.effects.flatMap(({ meaning }) => (meaning === undefined ? [] : [t(meaning)])),
    situations: situationsOf(operation, t),
  };
}

function describeField(
  { name, wire, place, whole, required, schema, example }: Argument,
  body: unknown,
  t: Translate,
): Field {
  const { type, format, pattern, description = '', enum: choices } = typeof schema === 'object' ? schema : {};
  const value = example ?? (whole ? body : undefined);
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return {
    name,
    wire,
    place,
    whole: whole ?? false,
    required,
    description: description === '' ? '' : t(description),
    // A pattern is for machines; it stands in where nothing else is said.
    form: [type, format, !description && pattern].filter(Boolean).join(' '),
    json: type !== 'string',
    ...(choices && { choices: choices.map(String) }),
    ...(type === 'boolean' && { choices: ['true', 'false'] }),
    example: text,
  };
}

const situationsOf = (operation: Operation, t: Translate): Situation[] =>
  operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap(({ examples }) =>
      examples.map(({ name, summary, value }) => {
        const code = codeOf(operation, { status: Number(status), body: value });
        return {
          name,
          summary: `${String(code)}: ${summary === undefined ? name : t(summary)}`,
          // The mock looks among the successes where no status is named.
          prefer: Number(status) > 299 ? `code=${status}, example=${name}` : `example=${name}`,
        };
      }),
    ),
  );

const meaningOf = (entry: Retcode, t: Translate): Meaning => ({
  meaning: t(entry.meaning),
  action: t(entry.action),
  again: t(againWords(entry)),
  outcome: entry.outcome,
  session: entry.class === 'session',
});
