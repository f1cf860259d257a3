import { answerExamples, oneOf } from '../examples.ts';
import { refusalsOf } from '../refusals.ts';
import type { View } from '../view.ts';

/** Each example that `x-violations` and `else` name is a refusal, not a success. */
export function refusal(view: View): void {
  for (const operation of view.contract.operations) {
    const examples = answerExamples(view, operation);
    const refusals = examples.filter(({ isSuccess }) => !isSuccess).map(({ name }) => name);
    for (const { name, place } of refusalsOf(view, operation)) {
      if (examples.some((example) => example.name === name) && !refusals.includes(name)) {
        view.report(`The example ${name} is a success and refuses nothing. ${oneOf(refusals)}`, place);
      }
    }
  }
}
