import { answerExamples, oneOf } from '../examples.ts';
import { refusalsOf } from '../refusals.ts';
import type { View } from '../view.ts';

/** Each refusal that `x-violations` and `else` name is an example of an answer of the operation. */
export function namedExample(view: View): void {
  for (const operation of view.contract.operations) {
    const names = answerExamples(view, operation).map(({ name }) => name);
    // The rule `answer-example` reports that there is none at all.
    if (names.length === 0 && operation.answers.some(({ contents }) => contents.length > 0)) continue;
    for (const { name, place } of refusalsOf(view, operation)) {
      if (!names.includes(name)) {
        view.report(`${operation.id} has no example ${JSON.stringify(name)} of an answer. ${oneOf(names)}`, place);
      }
    }
  }
}
