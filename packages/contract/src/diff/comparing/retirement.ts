import { child, type Node } from '../reading/node.ts';
import type { Notes } from './difference.ts';

const order = ['draft', 'alpha', 'beta', 'stable'];

/** How stable something says to be: `draft`, `alpha`, `beta` or `stable`; undefined where it says nothing. */
export const stabilityOf = ({ value }: Node): string | undefined =>
  order.includes(value?.['x-stability-level']) ? value['x-stability-level'] : undefined;

/** The day on which something may go, as `x-sunset` says; undefined where it says none that can be read. */
export function sunsetOf({ value }: Node): Date | undefined {
  const text = value?.['x-sunset'];
  const day = typeof text === 'string' ? new Date(text) : undefined;
  return day && !Number.isNaN(day.getTime()) ? day : undefined;
}

/** Whether nobody was promised that something stays as it is. */
export const isUnpromised = (node: Node): boolean => ['draft', 'alpha'].includes(stabilityOf(node) ?? '');

/** Why something may go without a break: nobody was promised it, it was deprecated for good, or its day has come. */
export function isGoneRightly(node: Node): string | undefined {
  if (isUnpromised(node)) return `it was ${stabilityOf(node)}`;
  if (node.value?.deprecated !== true) return undefined;
  if (node.value['x-sunset'] === undefined) return 'it was deprecated, and no sunset was promised';
  const sunset = sunsetOf(node);
  return sunset && sunset.getTime() <= Date.now() ? 'it was deprecated, and its sunset is past' : undefined;
}

/** How something is retired: that it is deprecated, until when it stays, how stable it says to be. */
export function compareRetirement(base: Node, revision: Node, what: string, operations: string[], notes: Notes): void {
  const [then, now] = [base.value?.deprecated === true, revision.value?.deprecated === true];
  const tell = (level: 'major' | 'minor', rule: string, message: string, key: string): void =>
    notes.tell({
      level,
      rule,
      message: `${what} ${message}`,
      keyword: key,
      operations,
      base: child(base, key),
      revision: child(revision, key),
    });
  if (then !== now) tell('minor', 'deprecated', now ? 'became deprecated' : 'is no longer deprecated', 'deprecated');
  const [was, is] = [base.value?.['x-sunset'], revision.value?.['x-sunset']];
  if (now && is !== undefined && !sunsetOf(revision))
    tell('major', 'sunset', `has a sunset that is no date: ${JSON.stringify(is)}`, 'x-sunset');
  else if (then && now && was !== is) {
    const isSooner = is === undefined || !sunsetOf(base) || sunsetOf(revision)! < sunsetOf(base)!;
    const message = is === undefined ? 'has lost its sunset' : `goes on ${is}, was ${was ?? 'not said'}`;
    tell(isSooner && was !== undefined ? 'major' : 'minor', 'sunset', message, 'x-sunset');
  }
  const wrong = [base, revision].find(
    (node) => node.value?.['x-stability-level'] !== undefined && stabilityOf(node) === undefined,
  );
  if (wrong && base.value?.['x-stability-level'] !== revision.value?.['x-stability-level']) {
    const said = JSON.stringify(wrong.value['x-stability-level']);
    return tell(
      'major',
      'stability',
      `says ${said} for its x-stability-level, which is none of ${order.join(', ')}`,
      'x-stability-level',
    );
  }
  const [before, after] = [stabilityOf(base) ?? 'stable', stabilityOf(revision) ?? 'stable'];
  if (before === after) return;
  const isLess = order.indexOf(after) < order.indexOf(before);
  tell(isLess ? 'major' : 'minor', 'stability', `is ${after}, was ${before}`, 'x-stability-level');
}
