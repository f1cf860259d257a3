import type { IHttpOperationConfig, PrismHttpComponents } from '@stoplight/prism-http';
import { modules } from '../modules.ts';
import { logger } from './logger.ts';
import type { Preference, Resource } from './types.ts';

type Mocker = PrismHttpComponents['mock'];

/** Prism's own mocker, asked for one answer. */
export type Answerer = (
  resource: Resource,
  input: Parameters<Mocker>[0]['input'],
  preference: Preference,
) => ReturnType<ReturnType<Mocker>>;

/** Answers of one operation that are remembered at most, over all ways to ask for them. */
const capacity = 200;

/**
 * Prism's mocker, which remembers what it answered to valid requests. What it then looks at is the operation, the
 * choice and `Accept`; answers made at random and operations with callbacks are never remembered.
 */
export function createAnswerer(remembered: Map<Resource, Map<string, ReturnType<Answerer>>>): Answerer {
  return (resource, input, preference) => {
    const callbacks = resource.callbacks ?? [];
    if (input.validations.length > 0 || preference.dynamic || callbacks.length > 0) {
      return ask(resource, input, preference);
    }
    let answers = remembered.get(resource);
    if (!answers) remembered.set(resource, (answers = new Map()));
    const key = keyOf(preference, input.data.headers?.accept);
    let answer = answers.get(key);
    if (!answer) {
      if (answers.size >= capacity) answers.clear();
      answers.set(key, (answer = ask(resource, input, preference)));
    }
    return answer;
  };
}

/** Under which an answer is remembered. */
export const keyOf = ({ code, exampleKey, ignoreExamples }: Preference, accept: string | undefined): string =>
  JSON.stringify([code, exampleKey, accept, ignoreExamples]);

function ask(...[resource, input, config]: Parameters<Answerer>): ReturnType<Answerer> {
  try {
    return modules.mocker({ resource, input, config: { ...config } as IHttpOperationConfig })(logger);
  } catch {
    // What it reads of the request is Accept, and it breaks on one that is no list of media types.
    const { NOT_ACCEPTABLE, ProblemJsonError } = modules.prism;
    const left = ProblemJsonError.fromTemplate(NOT_ACCEPTABLE, 'Accept is no list of media types.');
    return { _tag: 'Left', left };
  }
}
