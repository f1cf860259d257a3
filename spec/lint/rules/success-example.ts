import { answerExamples } from '../examples.ts';
import { operationPlace, type View } from '../view.ts';

/** Where there is `x-success`, some example of an answer is a success; where there are codes, there is `x-success`. */
export function successExample(view: View): void {
  const { contract, root, report } = view;
  const withRule = contract.operations.filter(({ success }) => success);
  if (withRule.length === 0 && contract.retcodes.codes.size > 0) {
    const message = 'x-retcodes has no use: no answer has x-success. Expected x-success on the schema of an answer.';
    report(message, root.child('x-retcodes'), 'key');
  }
  for (const operation of withRule) {
    const examples = answerExamples(view, operation);
    if (examples.length === 0 || examples.some(({ isSuccess }) => isSuccess)) continue;
    const expected = JSON.stringify(operation.success!.equals);
    const received = [...new Set(examples.map(({ code }) => JSON.stringify(code)))].join(', ');
    const message = `No example of ${operation.id} is a success. Expected one with ${expected}, received ${received}.`;
    report(message, operationPlace(root, operation).child('responses'), 'key');
  }
}
