import { keysOf } from '@cc-gateway/openapi';
import { ContractError, type Json } from '@cc-gateway/spec';

const found = (document: Json, reference: string): Json =>
  reference.startsWith('#') ? keysOf(reference).reduce<Json>((value, key) => value?.[key], document) : undefined;

/** Whether a reference leads to a part of a document. */
export const leads = (document: Json, reference: string): boolean => found(document, reference) !== undefined;

/** What a reference leads to. Throws ContractError, with `place`, where it leads nowhere. */
export function targetIn(document: Json, reference: string, place: string): Json {
  const target = found(document, reference);
  if (target === undefined) throw new ContractError(`${place}: ${JSON.stringify(reference)} leads nowhere.`);
  return target;
}
