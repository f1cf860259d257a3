import { operationPlace, type View } from '../view.ts';

/** The preconditions of an operation have names of their own. */
export function preconditionName({ contract, root, report }: View): void {
  for (const operation of contract.operations) {
    const names = operation.preconditions.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue;
      const place = operationPlace(root, operation).at('x-preconditions', index, 'name');
      report(`${operation.id} has two preconditions named ${name}. Expected a name of its own.`, place);
    }
  }
}
