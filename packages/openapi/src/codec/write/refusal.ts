import type { Operation } from '../../operation.ts';

/** Why a part of a request cannot be written. */
export interface Refusal {
  /** The place in the request: `/query/name`, `/body/a`. */
  pointer: string;
  message: string;
}

/** Values that cannot be written so that every reader reads them alike. */
export class UnwritableError extends Error {
  readonly refusals: readonly Refusal[];

  constructor({ id }: Pick<Operation, 'id'>, refusals: readonly Refusal[]) {
    super(`${id}: ${refusals.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}.`);
    this.name = 'UnwritableError';
    this.refusals = refusals;
  }
}
