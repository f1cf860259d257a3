import { ContractError, type Json } from '@cc-gateway/spec';

/** What a reference leads to. Throws ContractError, with `place`, where it leads nowhere. */
export function targetIn(document: Json, reference: string, place: string): Json {
  const target = decodeURIComponent(reference)
    .slice(1)
    .split('/')
    .slice(1)
    .reduce<Json>((value, key) => value?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  if (target === undefined) throw new ContractError(`${place}: ${JSON.stringify(reference)} leads nowhere.`);
  return target;
}
