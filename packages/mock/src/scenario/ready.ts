import {
  codeOf,
  exampleWorld,
  isSuccess,
  membersOf,
  parseExpression,
  type Contract,
  type Json,
  type Operation,
} from '@cc-gateway/spec';
import { sessionTable } from '../sessions.ts';
import type { Rule, Scenario } from './scenario.ts';

/** The scenarios that need no file, each made from a contract. */
export const ready: Record<string, (contract: Contract) => Scenario> = {
  'quiet-day': (contract) => ({
    summary:
      contract.tables.length > 0
        ? "A world made from the contract's examples; what it does not know is refused."
        : 'Every valid request is answered as the document says.',
    state: exampleWorld(contract).rows(),
  }),
  open: () => ({ summary: 'Every valid request succeeds.', preconditions: 'ignored' }),
  'session-expiry': (contract) => {
    const sessions = lifeOf(contract);
    return {
      summary:
        Object.keys(sessions).length > 0
          ? 'A quiet day on which sessions are renewed and die as the contract says.'
          : 'The document says nothing of the lives of sessions: this scenario does nothing.',
      extends: 'quiet-day',
      sessions,
    };
  },
  switchover: (contract) => {
    const rules = contract.operations.flatMap((operation) => transientRules(contract, operation));
    return {
      summary:
        rules.length > 0
          ? 'The first requests meet a failover, one for each answer that asks to try again later.'
          : 'The document has no answer that asks to try again later: this scenario does nothing.',
      extends: 'quiet-day',
      rules,
    };
  },
  'flaky-network': () => ({
    summary: 'Three of ten requests meet a broken network, and every answer takes its time.',
    extends: 'quiet-day',
    rules: [
      { name: 'reset', chance: 0.06, fault: { reset: true } },
      { name: 'truncated', chance: 0.06, fault: { truncate: 10 } },
      { name: 'bad gateway', chance: 0.06, fault: { html: 502 } },
      { name: 'hang', chance: 0.04, fault: { hang: true } },
      { name: 'slow drip', chance: 0.06, fault: { drip: 5 } },
      { name: 'empty', chance: 0.05, fault: { empty: true } },
      { name: 'ordinary', fault: { latency: { median: 8, p99: 80 } } },
    ],
  }),
  'hostile-gateway': (contract) => ({
    summary: 'Every answer breaks the contract, each way as likely as the others.',
    extends: 'quiet-day',
    // Apart for each operation: the ways of another one are none of its own.
    rules: contract.operations.flatMap((operation) =>
      equallyLikely([
        ...hostilities.map((rule) => ({ ...rule, operation: operation.id })),
        ...codeRules(operation),
        ...toleratedRules(operation),
      ]),
    ),
  }),
};

/** Ways to break a contract that every operation has. */
const hostilities: Rule[] = [
  { name: 'HTML', fault: { html: 502 } },
  { name: 'wrong media type', fault: { contentType: 'text/plain' } },
  { name: 'wrong charset', fault: { charset: 'utf-16le' } },
  { name: 'empty', fault: { empty: true } },
  { name: 'undocumented status', fault: { status: 599 } },
];

/** Their names. */
export const readyNames = Object.keys(ready);

function lifeOf(contract: Contract): NonNullable<Scenario['sessions']> {
  const session = contract.operations
    .flatMap(({ security }) => security.flat())
    .find((scheme) => scheme.session)?.session;
  const { renewMs, dieMs } = (sessionTable(contract) && session) ?? {};
  return { ...(renewMs !== undefined && { renewMs }), ...(dieMs !== undefined && { dieMs }) };
}

/** One request each for the examples whose code may be sent again after a while. */
function transientRules({ retcodes }: Contract, operation: Operation): Rule[] {
  const isTransient = (value: Json): boolean =>
    retcodes.of(String(codeOf(operation, { status: 200, body: value }))).retry === 'backoff';
  return operation.answers
    .flatMap(({ contents }) => contents.flatMap(({ examples }) => examples))
    .filter(
      ({ value }) => operation.success && !isSuccess(operation, { status: 200, body: value }) && isTransient(value),
    )
    .map(({ name }) => ({ name, operation: operation.id, times: 1, answer: name }));
}

/** The member that tells success from refusal, as a number, and with a value that is not documented. */
function codeRules(operation: Operation): Rule[] {
  const member = operation.success && parseExpression(operation.success.value);
  if (!member || member.from !== 'response' || member.place !== 'body') return [];
  const pointer = pointerOf(member.pointer);
  const number = Number(operation.success!.equals);
  const rules: Rule[] = [
    { name: 'undocumented code', operation: operation.id, fault: { set: { [pointer]: '999-999' } } },
  ];
  if (Number.isNaN(number)) return rules;
  return [...rules, { name: 'code as a number', operation: operation.id, fault: { set: { [pointer]: number } } }];
}

/** The deviations that `x-tolerated` knows of. */
function toleratedRules(operation: Operation): Rule[] {
  const schemas = operation.answers.flatMap(({ contents }) => contents.map(({ schema }) => schema));
  return schemas.flatMap((schema) =>
    Object.entries<Json>(membersOf(schema)).flatMap(([name, { 'x-tolerated': tolerated }]) => {
      const pointer = pointerOf([name]);
      const values: Json[] = tolerated?.schema?.enum ?? [];
      return [
        ...values.map((value) => ({
          name: `${name} is ${JSON.stringify(value)}`,
          operation: operation.id,
          fault: { set: { [pointer]: value } },
        })),
        ...(tolerated?.absent ? [{ name: `no ${name}`, operation: operation.id, fault: { remove: [pointer] } }] : []),
      ];
    }),
  );
}

const equallyLikely = (rules: Rule[]): Rule[] =>
  rules.map((rule, index) => ({ ...rule, chance: 1 / (rules.length - index) }));

const pointerOf = (names: string[]): string =>
  names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
