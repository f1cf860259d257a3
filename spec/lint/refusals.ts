import type { Operation } from '../src/operation.ts';
import type { Place } from './place.ts';
import { operationPlace, type View } from './view.ts';

/** The examples that `x-violations` and `else` name as refusals, and where they do. */
export function refusalsOf({ root }: View, operation: Operation): { name: string; place: Place }[] {
  const place = operationPlace(root, operation);
  return [
    ...Object.entries(operation.violations).map(([kind, name]) => ({ name, place: place.at('x-violations', kind) })),
    ...operation.preconditions.map((line, index) => ({
      name: line.else,
      place: place.at('x-preconditions', index, 'else'),
    })),
  ];
}
