import { operationPlace, type View } from '../view.ts';

/** Each operation has a name of its own, under which a client can have it as a method. */
export function operationId({ contract, root, report }: View): void {
  const named = new Map<string, string>();
  for (const operation of contract.operations) {
    const { id, method, path } = operation;
    const place = operationPlace(root, operation);
    if (place.value?.operationId === undefined) continue;
    const here = `${method} ${path}`;
    const other = named.get(id);
    if (other !== undefined) {
      report(
        `${JSON.stringify(id)} is the operationId of ${other} and of ${here}. Expected another one for one of them.`,
        place.child('operationId'),
      );
    } else named.set(id, here);
    if (id === 'then') {
      report(
        'An operation called "then" would make the generated client a promise. Expected another operationId.',
        place.child('operationId'),
      );
    }
  }
}
