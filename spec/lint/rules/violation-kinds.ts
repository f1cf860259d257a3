import type { Operation, ViolationKind } from '../../src/operation.ts';
import { answerExamples, oneOf } from '../examples.ts';
import { meantBy } from '../extensions.ts';
import { operationPlace, type View } from '../view.ts';

/**
 * Where success and refusal are told apart in the answer, `x-violations` says how a request that breaks the contract is
 * refused; where there is one, it answers every kind of violation that a request of the operation can have.
 */
export function violationKinds(view: View): void {
  const { contract, root, report } = view;
  for (const operation of contract.operations) {
    const answered = Object.keys(operation.violations);
    if (answered.length === 0) {
      const isMisspelt = Object.keys(operationPlace(root, operation).value).some(
        (key) => meantBy(key) === 'x-violations',
      );
      if (operation.success && !isMisspelt && possibleKinds(operation).length > 0) reportMissing(view, operation);
      continue;
    }
    for (const kind of possibleKinds(operation).filter((possible) => !answered.includes(possible))) {
      const message = `x-violations of ${operation.id} leaves a wrong ${kind} unanswered. Expected ${kind}: NAME OF AN EXAMPLE.`;
      report(message, operationPlace(root, operation).child('x-violations'), 'key');
    }
  }
}

function reportMissing(view: View, operation: Operation): void {
  const lines = possibleKinds(operation).map((kind) => `${kind}: NAME`);
  const examples = answerExamples(view, operation).filter(({ isSuccess }) => !isSuccess);
  const names = examples.map(({ name }) => name);
  const message =
    `${operation.id} answers by x-success and has no x-violations, so a request that breaks the contract would be answered ` +
    `with an HTTP status that no answer documents. Expected x-violations: { ${lines.join(', ')} }, each NAME an example of a ` +
    `refusal among the answers. ${names.length > 0 ? oneOf(names) : 'There is none yet: those of components/examples can be referred to.'}`;
  view.report(message, operationPlace(view.root, operation), 'key');
}

function possibleKinds({ security, parameters, body }: Operation): ViolationKind[] {
  const places = new Set(parameters.map((parameter) => parameter.in));
  return [
    ...(security.some((schemes) => schemes.length > 0) ? (['security'] as const) : []),
    ...(['path', 'query', 'header'] as const).filter((place) => places.has(place)),
    ...(body ? (['mediaType', 'body'] as const) : []),
  ];
}
