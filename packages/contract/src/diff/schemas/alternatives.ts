import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { accepts } from './accepts.ts';
import { includes } from './includes.ts';
import { samplesOf } from './samples.ts';
import { keyOf, partsOf, type Schema, type Type } from './schema.ts';
import { slicesOf, type Slice } from './shape.ts';
import { isEqual, type Desk } from './unit.ts';
import { narrowed, notComparable, widened } from './tell.ts';
import type { SlicePair } from './shape.ts';
import { nameOf, paired } from './pairing.ts';

const most = 64;

/** Compares `anyOf` and `oneOf` branch by branch, where they are recognised. Tells whether that covers the whole slice. */
export function compareAlternatives(desk: Desk, pair: SlicePair): boolean {
  const { type, base, revision } = pair;
  const isSplit = base.alternatives.length === 1 && revision.alternatives.length === 1 && isSameCommon(base, revision);
  const [then, now] = isSplit
    ? [base.alternatives[0]!.branches, revision.alternatives[0]!.branches]
    : [spread(base), spread(revision)];
  if (!then || !now) {
    const reason = `more than ${most} combinations of alternatives`;
    notComparable(desk, 'alternatives', 'oneOf', 'has other alternatives', reason);
    return true;
  }
  const pairs = paired(then, now);
  for (const [one, other] of pairs)
    desk.into(one, other, nameOf(other) === undefined ? 'alternative' : `alternative ${nameOf(other)}`);
  compareKinds(desk, pair);
  const lost = then.filter((branch) => !pairs.some(([one]) => one === branch));
  const gained = now.filter((branch) => !pairs.some(([, other]) => other === branch));
  tellUnpaired(desk, type, lost, now, narrowed);
  const kept = revision.alternatives.every(({ kind }) => kind === 'anyOf') ? pairs.map(([, other]) => other) : [];
  tellUnpaired(desk, type, gained, then, widened, kept);
  if (lost.length + gained.length > 0 || pairs.some(([one, other]) => keyOf(one) !== keyOf(other)))
    tellOverlaps(desk, type, then, now);
  // What stands beside the alternatives is compared as where there are none.
  return !isSplit;
}

/** Whether both sides ask the same beside their alternatives. */
function isSameCommon(base: Slice, revision: Slice): boolean {
  const common = ({ parts, alternatives: [choice] }: Slice): Json[] =>
    parts
      .map(({ value }) => {
        if (!isObject(value) || value !== choice!.part.value) return value;
        const { [choice!.kind]: _, discriminator: __, description: ___, title: ____, ...rest } = value;
        return rest;
      })
      .filter((value) => !isObject(value) || Object.keys(value).some((key) => key !== 'allOf'));
  return isEqual(common(base), common(revision));
}

/** Every way to choose among all alternatives, each with what is asked beside them; undefined where they are too many. */
function spread({ parts, alternatives }: Slice): Schema[] | undefined {
  // Where one branch alone is left, it is among the parts already.
  const plain = parts.map((part) => (isObject(part.value) ? { ...part, value: bare(part.value) } : part));
  let schemas: Schema[] = [plain];
  for (const { branches } of alternatives) {
    if (schemas.length * branches.length > most) return undefined;
    schemas = schemas.flatMap((schema) => branches.map((branch) => [...branch, ...schema]));
  }
  return schemas;
}

const bared = new WeakMap();

/** What a part asks beside its alternatives and its `allOf`. */
function bare(value: Json): Json {
  if (value.anyOf === undefined && value.oneOf === undefined && value.allOf === undefined) return value;
  let found = bared.get(value);
  if (!found) {
    const { anyOf: _, oneOf: __, allOf: ___, ...rest } = value;
    bared.set(value, (found = rest));
  }
  return found;
}

function tellUnpaired(
  desk: Desk,
  type: Type,
  branches: Schema[],
  others: Schema[],
  tell: typeof narrowed,
  beside: Schema[] = [],
): void {
  for (const branch of branches) {
    // A kind of its own is told by its name; whether others take its values is too much to ask of large documents.
    const isIncluded = (other: Schema): boolean =>
      includes(desk, tell === narrowed ? [branch, other] : [other, branch], tell === narrowed ? 'narrowed' : 'widened');
    if (!isNamed(branch) && others.some(isIncluded)) continue;
    if (tell === widened && isTwin(branch, beside)) {
      tellTwin(desk, branch);
      continue;
    }
    const name = nameOf(branch);
    tell(
      desk,
      'alternative',
      'oneOf',
      `: the alternative${name === undefined ? '' : ` ${name}`} was ${tell === narrowed ? 'removed' : 'added'}`,
      samplesOf(branch, type),
    );
  }
}

/** Whether another branch of the same document says the same, word by word. */
function isTwin(branch: Schema, others: Schema[]): boolean {
  const said = (schema: Schema): Json[] => partsOf(schema).map(({ value }) => value);
  return others.some((other) => isEqual(said(branch), said(other)));
}

function tellTwin(desk: Desk, branch: Schema): void {
  const what = `may be ${nameOf(branch) ?? 'another alternative'} too, which takes what another takes`;
  desk.add({
    levels: { request: 'minor', response: 'minor' },
    rule: 'alternative-widened',
    keyword: 'anyOf',
    words: { request: what, response: what },
  });
}

/** An object of a kind of its own, by the name of its component. */
const isNamed = (branch: Schema): boolean =>
  typeof branch[0]?.value?.$ref === 'string' && slicesOf(branch).has('object') && slicesOf(branch).size === 1;

/** One kind for the other: `oneOf` refuses what two branches take. */
function compareKinds(desk: Desk, { type, base, revision }: SlicePair): void {
  const [then, now] = [base.alternatives[0]?.kind, revision.alternatives[0]?.kind];
  if (then === now || !then || !now) return;
  const values = [
    ...samplesOf(desk.base, type),
    ...samplesOf(desk.revision, type),
    ...base.alternatives[0]!.branches.flatMap((branch) => samplesOf(branch, type)),
  ];
  const isLost = values.some((value) => accepts(desk.base, value) === true && accepts(desk.revision, value) === false);
  const isGained = values.some(
    (value) => accepts(desk.base, value) === false && accepts(desk.revision, value) === true,
  );
  if (isLost) narrowed(desk, 'alternatives', now, `: \`${now}\` stands for \`${then}\``, values);
  if (isGained) widened(desk, 'alternatives', now, `: \`${now}\` stands for \`${then}\``, values);
}

/** Values that two branches take: a branch more, or a wider one, can refuse them. */
function tellOverlaps(desk: Desk, type: Type, then: Schema[], now: Schema[]): void {
  if (![desk.base, desk.revision].some((schema) => partsOf(schema).some(({ value }) => Array.isArray(value?.oneOf))))
    return;
  const values = [...then, ...now].slice(0, 30).flatMap((branch) => samplesOf(branch, type).slice(0, 12));
  const takers = (value: Json): number => now.filter((branch) => accepts(branch, value) === true).length;
  const doubled = values.filter(
    (value) => takers(value) > 1 && accepts(desk.base, value) === true && accepts(desk.revision, value) === false,
  );
  if (doubled.length > 0) narrowed(desk, 'alternatives', 'oneOf', ': more than one alternative takes it', doubled);
}
