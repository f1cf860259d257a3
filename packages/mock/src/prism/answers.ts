import {
  NOT_ACCEPTABLE,
  ProblemJsonError,
  type IHttpOperationConfig,
  type PrismHttpComponents,
} from '@stoplight/prism-http';
import prismMocker from '@stoplight/prism-http/dist/mocker/index.js';
import { defaultOf } from './interop.ts';
import { logger } from './logger.ts';

type Mocker = PrismHttpComponents['mock'];
type Options = Parameters<Mocker>[0];
type Resource = Options['resource'];

/** Prism's own mocker, asked for one answer. */
export type Answerer = (
  resource: Resource,
  input: Options['input'],
  config: { [key in keyof IHttpOperationConfig]?: IHttpOperationConfig[key] | undefined },
) => ReturnType<ReturnType<Mocker>>;

/** Answers of one operation that are remembered at most, over all ways to ask for them. */
const capacity = 200;

/**
 * Prism's mocker, which remembers what it answered to valid requests. What it then looks at is the operation, the
 * choice and `Accept`; answers made at random and operations with callbacks are never remembered.
 */
export function createAnswerer(): Answerer {
  const remembered = new WeakMap<Resource, Map<string, ReturnType<Answerer>>>();
  return (resource, input, config) => {
    const ask = () => {
      try {
        return ownMocker({ resource, input, config: config as IHttpOperationConfig })(logger);
      } catch {
        // What it reads of the request is Accept, and it breaks on one that is no list of media types.
        return {
          _tag: 'Left' as const,
          left: ProblemJsonError.fromTemplate(NOT_ACCEPTABLE, 'Accept is no list of media types.'),
        };
      }
    };
    const callbacks = resource.callbacks ?? [];
    if (input.validations.length > 0 || config.dynamic || callbacks.length > 0) return ask();
    let answers = remembered.get(resource);
    if (!answers) remembered.set(resource, (answers = new Map()));
    const key = JSON.stringify([config.code, config.exampleKey, input.data.headers?.accept]);
    let answer = answers.get(key);
    if (!answer) {
      if (answers.size >= capacity) answers.clear();
      answers.set(key, (answer = ask()));
    }
    return answer;
  };
}

const ownMocker: Mocker = defaultOf(prismMocker);
