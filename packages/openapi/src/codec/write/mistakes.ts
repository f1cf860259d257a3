import type { Operation, Parameter } from '../../operation.ts';
import { claimsOf } from '../claims.ts';
import { pathOf } from '../path.ts';
import { pointerTo, type Values } from '../request.ts';
import type { Written } from './places.ts';
import { writeText } from './parts.ts';
import type { Refusal } from './refusal.ts';
import { styledOf } from './writable.ts';

/** Prepares the search for values that were written, and that a reader takes for those of another parameter. */
export function mistakes(operation: Operation, all: Parameter[]): (written: Written, values: Values) => Refusal[] {
  const isShared = /\{[^{}]+\}[^/]*\{/.test(operation.path);
  const match = pathOf(operation.path);
  const inPath = all.filter(({ in: place }) => isShared && place === 'path');
  // The members of an exploded object stand among the other parameters, by their own names.
  const spread = all
    .filter(({ style, explode, mediaType }) => explode && ['form', 'cookie'].includes(style) && mediaType === undefined)
    .map((parameter) => ({ parameter, isClaimed: claimsOf(operation, all, parameter) }));
  const membersOf = ({ in: place, name }: Parameter, values: Values): string[] => {
    const value = values[place]?.[name];
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  };

  return ({ target }, values) => {
    const texts = inPath.length > 0 ? match(target.split('?')[0]!) : undefined;
    const torn = inPath.filter(
      (parameter) => texts?.[parameter.name] !== writeText(styledOf(parameter), values.path?.[parameter.name]),
    );
    const hidden = spread.filter(({ parameter, isClaimed }) => membersOf(parameter, values).some(isClaimed));
    const given = spread.filter(({ parameter }) => membersOf(parameter, values).length > 0);
    const second = given.filter(({ parameter }, index) =>
      given.slice(0, index).some((earlier) => earlier.parameter.in === parameter.in),
    );
    const refused = (parameter: Parameter, message: string): Refusal => ({
      pointer: pointerTo(parameter.in, parameter.name),
      message,
    });
    return [
      ...torn.map((parameter) => refused(parameter, 'cannot be told from what stands beside it in the path')),
      ...hidden.map(({ parameter }) => refused(parameter, 'has a member with the name of another parameter')),
      ...second.map(({ parameter }) => refused(parameter, 'cannot be told from another object that is exploded too')),
    ];
  };
}
