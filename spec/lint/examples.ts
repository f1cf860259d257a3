import type { Operation } from '../src/operation.ts';
import { codeOf, isSuccess } from '../src/success.ts';
import type { Place } from './place.ts';
import { operationPlace, type View } from './view.ts';

/** A named example of an answer. */
export interface AnswerExample {
  name: string;
  /** What the success rule looks at. */
  code: unknown;
  isSuccess: boolean;
  place: Place;
}

/** The named examples of an operation's answers. */
export function answerExamples({ root }: View, operation: Operation): AnswerExample[] {
  return operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap(({ mediaType, examples }) =>
      examples.map(({ name, value }) => {
        const received = { status: Number(status.replaceAll(/x/giu, '0')), body: value };
        const media = operationPlace(root, operation).at('responses', status, 'content', mediaType);
        const place = media.value.examples?.[name] === undefined ? media.child('example') : media.at('examples', name);
        return { name, code: codeOf(operation, received), isSuccess: isSuccess(operation, received), place };
      }),
    ),
  );
}

/** Text for a list of names that were expected. */
export const oneOf = (names: Iterable<string>): string => {
  const list = [...new Set(names)];
  return list.length > 0 ? `Expected one of: ${list.join(', ')}.` : 'There is none to choose from.';
};
