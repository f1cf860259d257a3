/** Writes down what the panel has to know of the contract. */
import { argumentsOf, type Argument } from '@cc-gateway/codegen';
import {
  codeOf,
  sampleRequests,
  type Contract,
  type Operation,
  type Outcome,
  type Retcode,
  type Retry,
} from '@cc-gateway/spec';
import type { Description, Field, Meaning, OperationDescription, Situation } from '../src/description.ts';

/** The description of a contract for the panel. */
export const describeContract = (contract: Contract): Description => ({
  title: contract.title,
  stamp: contract.stamp,
  operations: contract.operations.map((operation) => describeOperation(contract, operation)),
  retcodes: {
    codes: Object.fromEntries([...contract.retcodes.codes].map(([code, entry]) => [code, meaningOf(entry)])),
    unlisted: meaningOf(contract.retcodes.unlisted),
  },
});

function describeOperation(contract: Contract, operation: Operation): OperationDescription {
  const session = operation.security[0]?.find(({ in: place }) => place === 'header')?.name;
  const [sample] = sampleRequests(contract, operation);
  return {
    id: operation.id,
    title: operation.summary ?? operation.id,
    method: operation.method,
    path: operation.path,
    fields: argumentsOf(operation).map((argument) => describeField(argument, sample!.body)),
    ...(session !== undefined && { session }),
    ...(operation.success && { success: String(operation.success.equals) }),
    effects: operation.effects.flatMap(({ meaning }) => meaning ?? []),
    situations: situationsOf(operation),
  };
}

function describeField({ name, whole, required, schema, example }: Argument, body: unknown): Field {
  const { type, format, pattern, description = '', enum: choices } = typeof schema === 'object' ? schema : {};
  const value = example ?? (whole ? body : undefined);
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return {
    name,
    required,
    description,
    // A pattern is for machines; it stands in where nothing else is said.
    form: [type, format && `(${format})`, !description && pattern && `of the form ${pattern}`]
      .filter(Boolean)
      .join(' '),
    json: type !== 'string',
    ...(choices && { choices: choices.map(String) }),
    ...(type === 'boolean' && { choices: ['true', 'false'] }),
    example: text,
  };
}

const situationsOf = (operation: Operation): Situation[] =>
  operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap(({ examples }) =>
      examples.map(({ name, summary, value }) => {
        const code = codeOf(operation, { status: Number(status), body: value });
        return {
          name,
          summary: `${String(code)}: ${summary ?? name}`,
          // The mock looks among the successes where no status is named.
          prefer: Number(status) > 299 ? `code=${status}, example=${name}` : `example=${name}`,
        };
      }),
    ),
  );

const again: Record<Retry, string> = {
  never: 'No.',
  'fresh-session': 'Once, with a fresh session.',
  backoff: 'After a pause, a few times.',
};

const outcomes: Record<Outcome, string> = {
  applied: 'It took effect.',
  'not-applied': 'Nothing took effect.',
  unknown: 'It may have taken effect.',
};

/** What a result code says, in words. */
export const meaningOf = ({ meaning, action, retry, outcome }: Retcode): Meaning => ({
  meaning,
  action,
  again: again[retry],
  outcome: outcomes[outcome],
});
