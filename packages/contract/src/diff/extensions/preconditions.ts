import { isDeepStrictEqual } from 'node:util';
import type { Operation, Precondition } from '@cc-gateway/spec';
import { keysOf, type Found, type Level, type OperationPair } from './version.ts';
import { answerLevel } from './meaning.ts';

/**
 * How the prerequisites of an operation change. A line more, or a line that fewer requests meet, refuses what was carried
 * out; another order answers differently. A line less, or a looser one, only carries out more.
 */
export function comparePreconditions(pair: OperationPair): Found[] {
  const { base, revision } = pair;
  const later = revision.preconditions;
  const partners = base.preconditions.map((then) => partnerOf(then, base.preconditions, later));
  const differences: Found[] = [];
  for (const [index, then] of base.preconditions.entries()) {
    const now = partners[index];
    if (now) differences.push(...compareLine(pair, then, now));
    else differences.push(change('minor', `the precondition ${then.name} was removed`, base, index, 'base'));
  }
  for (const [index, now] of later.entries()) {
    if (!partners.includes(now))
      differences.push(change('major', `the precondition ${now.name} was added`, revision, index));
  }
  const order = partners.filter((now) => now !== undefined).map((now) => later.indexOf(now));
  const moved = order.findIndex((position, index) => index > 0 && position < order[index - 1]!);
  if (moved > 0) {
    const { name } = later[order[moved]!]!;
    differences.push(
      change('major', `the precondition ${name} moved before others that it stood behind`, revision, order[moved]!),
    );
  }
  return differences;
}

const ruleOf = ({ row, key, where, else: refusal }: Precondition): unknown => ({ row, key, where, refusal });

/** The line of the same name; or, where a name was changed, the line that says the same. */
function partnerOf(then: Precondition, earlier: Precondition[], later: Precondition[]): Precondition | undefined {
  return (
    later.find(({ name }) => name === then.name) ??
    later.find((now) => !earlier.some(({ name }) => name === now.name) && isDeepStrictEqual(ruleOf(now), ruleOf(then)))
  );
}

function compareLine(pair: OperationPair, then: Precondition, now: Precondition): Found[] {
  const { revision } = pair;
  const index = revision.preconditions.indexOf(now);
  const line = (level: Level, what: string, member: string): Found =>
    change(level, `the precondition ${now.name} ${what}`, revision, index, 'revision', member);
  const differences: Found[] = [];
  if (then.row !== now.row) differences.push(line('major', `looks at ${now.row}, was ${then.row}`, 'row'));
  if (lowerCased(then.key) !== lowerCased(now.key)) {
    differences.push(line('major', `looks for ${now.key}, was ${then.key}`, 'key'));
  }
  const where = whereLevel(then.where ?? {}, now.where ?? {});
  if (where)
    differences.push(line(where, where === 'major' ? 'wants more of its row' : 'wants less of its row', 'where'));
  const answer = answerLevel(pair, then.else, now.else);
  if (answer) differences.push(line(answer, `refuses with ${now.else}, was ${then.else}`, 'else'));
  if (then.name !== now.name || then.meaning !== now.meaning)
    differences.push(line('patch', 'is worded differently', 'meaning'));
  return differences;
}

/** Looser where every column takes at least what it took, and none is new. */
function whereLevel(then: Record<string, unknown>, now: Record<string, unknown>): Level | undefined {
  const isLooser = Object.entries(now).every(([column, operand]) => {
    if (!(column in then)) return false;
    const allowed = operands(operand);
    return operands(then[column]).every((value) => allowed.some((other) => isDeepStrictEqual(value, other)));
  });
  if (!isLooser) return 'major';
  const isSame =
    Object.keys(then).length === Object.keys(now).length &&
    Object.entries(then).every(([column, operand]) => operands(now[column]).length === operands(operand).length);
  return isSame ? undefined : 'minor';
}

const operands = (operand: unknown): unknown[] =>
  (typeof operand === 'object' && operand !== null && 'in' in operand
    ? [...new Set(operand.in as unknown[])]
    : [operand]
  ).map((value) => (typeof value === 'string' ? lowerCased(value) : value));

// Names of headers have no case.
const lowerCased = (expression: string): string =>
  expression.startsWith('$request.header.') ? expression.toLowerCase() : expression;

function change(
  level: Level,
  message: string,
  operation: Operation,
  index: number,
  side: 'base' | 'revision' = 'revision',
  member?: string,
): Found {
  const keys = [...keysOf(operation), 'x-preconditions', index, ...(member === undefined ? [] : [member])];
  return { level, rule: 'precondition', message, place: { side, keys } };
}
