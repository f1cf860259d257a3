import type { Operation as Described } from '@cc-gateway/openapi';
import type { Contract, Operation } from '@cc-gateway/spec';
import type { Incoming } from '../incoming.ts';
import { policyOf } from '../policy.ts';
import { problemOf, type Problem } from '../problem.ts';
import type { Violation } from '../violations.ts';
import { elementOf } from './accept-input.ts';
import { askPrism, keyOf } from './answers.ts';
import { sendCallbacks } from './callbacks.ts';
import { setFaker } from './faker.ts';
import { faultsOf } from './check.ts';
import { writtenHeaders } from './headers.ts';
import { createJudge, type Judge } from './judge.ts';
import { resourceOf } from './resource.ts';
import { warningsOf } from './warnings.ts';
import { sendable } from './sendable.ts';
import type { Resource } from './operation.ts';
import type { Preference, PrismAnswer } from './types.ts';
import { answerSchemas, faultsInPrismsWords, inPrismsWords, isBounded, requestSchemas } from './words.ts';

/** A contract as it is read and answered for: by the codec, the schema engine, and Prism. */
export interface Live {
  /** What of the document cannot be used as it stands, in a sentence each. */
  warnings: string[];
  violations(operation: Operation, request: Incoming): Violation[] | { error: ReturnType<typeof problemOf> };
  answer(operation: Operation, request: Incoming, violations: Violation[], preference: Preference): PrismAnswer;
}

/** Answers of one operation that are remembered at most, over all ways to ask for them. */
const capacity = 200;

/** What is prepared for one operation when its first request comes. */
interface Prepared {
  described: Described;
  judge: Judge;
  resource: Resource;
  callbacks: NonNullable<Resource['callbacks']>;
  /** Whether Prism can be asked for its words in bounded time. */
  hasWords: boolean;
  answers: Map<string, PrismAnswer>;
}

/** After an answer of 1xx another protocol follows, or another answer. */
const notFinal = (status: number): Problem =>
  problemOf(
    501,
    'NOT_IMPLEMENTED',
    'No final answer is documented',
    `${status} is none, and what follows it is not described.`,
  );

/** How a contract is prepared. */
export interface LiveOptions {
  /** Whether what of a schema cannot be compiled is left out. */
  isLenient?: boolean;
  /** Whether answers made at random have members that are not documented. */
  fillProperties?: boolean;
}

/** Prepares a contract. */
export function createLive(contract: Contract, { isLenient = false, fillProperties }: LiveOptions = {}): Live {
  const faker = {
    ...(fillProperties !== undefined && { fillProperties }),
    ...contract.document['x-json-schema-faker'],
  };
  const prepared = new Map<Operation, Prepared>();

  const prepare = (operation: Operation): Prepared => {
    const known = prepared.get(operation);
    if (known) return known;
    const described: Described = operation;
    const schemas = requestSchemas(described);
    // Prism would send them each time that it is asked for an answer.
    const { callbacks = [], ...resource } = resourceOf(contract.bundled, described);
    const made: Prepared = {
      described,
      judge: createJudge(described, schemas, { isLenient, wantsType: policyOf(contract).isGateway }),
      resource,
      callbacks,
      hasWords: isBounded([...schemas, ...answerSchemas(described)]),
      answers: new Map(),
    };
    prepared.set(operation, made);
    return made;
  };

  const made = (one: Prepared, request: Incoming, violations: Violation[], preference: Preference): PrismAnswer => {
    const answer = sendable(
      one,
      elementOf(request),
      (data, asked) => {
        if (asked.dynamic) setFaker(faker);
        return askPrism(one.resource, data, violations, asked);
      },
      preference,
    );
    if ('error' in answer) return answer;
    if (answer.status < 200) return { error: notFinal(answer.status) };
    const { status: statusCode, body } = answer;
    const faults = faultsOf(one.described, answer);
    const headers = writtenHeaders(one.described, answer);
    return {
      ...answer,
      headers,
      faults: one.hasWords ? faultsInPrismsWords(faults, one.resource, { statusCode, headers, body }) : faults,
    };
  };

  return {
    warnings: warningsOf(contract, isLenient),
    violations(operation, request) {
      const { judge, resource, hasWords } = prepare(operation);
      if (judge.problem) {
        const title = 'The schema of this request cannot be compiled';
        return { error: problemOf(500, 'SCHEMA_NOT_COMPILED', title, judge.problem.reason) };
      }
      const found = judge.violations(request);
      return hasWords ? inPrismsWords(found, resource, elementOf(request)) : found;
    },
    answer(operation, request, violations, preference) {
      const one = prepare(operation);
      const answer = remembered(one, request, violations, preference);
      if (one.callbacks.length > 0 && !('error' in answer)) sendCallbacks(one.callbacks, elementOf(request), answer);
      return answer;
    },
  };

  function remembered(one: Prepared, request: Incoming, violations: Violation[], preference: Preference): PrismAnswer {
    const isRepeatable = violations.length === 0 && !preference.dynamic;
    if (!isRepeatable) return made(one, request, violations, preference);
    const key = `${keyOf(preference, request.headers.accept)}${request.method === 'HEAD'}`;
    let answer = one.answers.get(key);
    if (!answer) {
      if (one.answers.size >= capacity) one.answers.clear();
      one.answers.set(key, (answer = made(one, request, violations, preference)));
    }
    return answer;
  }
}
