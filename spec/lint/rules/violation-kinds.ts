import type { Operation, ViolationKind } from '../../src/operation.ts';
import { operationPlace, type View } from '../view.ts';

/** `x-violations`, where there is one, answers every kind of violation that a request of the operation can have. */
export function violationKinds({ contract, root, report }: View): void {
  for (const operation of contract.operations) {
    const answered = Object.keys(operation.violations);
    if (answered.length === 0) continue;
    for (const kind of possibleKinds(operation).filter((possible) => !answered.includes(possible))) {
      const message = `x-violations of ${operation.id} leaves a wrong ${kind} unanswered. Expected ${kind}: NAME OF AN EXAMPLE.`;
      report(message, operationPlace(root, operation).child('x-violations'), 'key');
    }
  }
}

function possibleKinds({ security, parameters, body }: Operation): ViolationKind[] {
  const places = new Set(parameters.map((parameter) => parameter.in));
  return [
    ...(security.some((schemes) => schemes.length > 0) ? (['security'] as const) : []),
    ...(['path', 'query', 'header'] as const).filter((place) => places.has(place)),
    ...(body ? (['mediaType', 'body'] as const) : []),
  ];
}
