import type { Json } from '@cc-gateway/spec';
import type { Level } from './level.ts';

const order = ['draft', 'alpha', 'beta', 'stable'];

/** How stable something says to be: `draft`, `alpha`, `beta` or `stable`; undefined where it says nothing. */
export const stabilityIn = (value: Json): string | undefined =>
  order.includes(value?.['x-stability-level']) ? value['x-stability-level'] : undefined;

/** The day on which something may go, as `x-sunset` says; undefined where it says none that can be read. */
export function sunsetIn(value: Json): Date | undefined {
  const text = value?.['x-sunset'];
  const day = typeof text === 'string' ? new Date(text) : undefined;
  return day && !Number.isNaN(day.getTime()) ? day : undefined;
}

/** One change of how something is retired. */
export interface Retirement {
  level: Level;
  rule: string;
  /** What it does now: `became deprecated`. */
  says: string;
  keyword: string;
}

/** How something is retired otherwise than before: that it is deprecated, until when it stays, how stable it says to be. */
export const retirementsOf = (then: Json, now: Json): Retirement[] => [
  ...deprecationOf(then, now),
  ...sunsetChangeOf(then, now),
  ...stabilityChangeOf(then, now),
];

function deprecationOf(then: Json, now: Json): Retirement[] {
  const [was, is] = [then?.deprecated === true, now?.deprecated === true];
  const says = is ? 'became deprecated' : 'is no longer deprecated';
  return was === is ? [] : [{ level: 'minor', rule: 'deprecated', says, keyword: 'deprecated' }];
}

function sunsetChangeOf(then: Json, now: Json): Retirement[] {
  const [was, is] = [then?.['x-sunset'], now?.['x-sunset']];
  const told = { rule: 'sunset', keyword: 'x-sunset' };
  if (now?.deprecated !== true || was === is) return [];
  if (is !== undefined && !sunsetIn(now))
    return [{ ...told, level: 'major', says: `has a sunset that is no date: ${JSON.stringify(is)}` }];
  if (then?.deprecated !== true) return [];
  const isSooner = is === undefined || !sunsetIn(then) || sunsetIn(now)! < sunsetIn(then)!;
  const says = is === undefined ? 'has lost its sunset' : `goes on ${is}, was ${was ?? 'not said'}`;
  return [{ ...told, level: isSooner && was !== undefined ? 'major' : 'minor', says }];
}

function stabilityChangeOf(then: Json, now: Json): Retirement[] {
  const told = { rule: 'stability', keyword: 'x-stability-level' };
  const [was, is] = [then?.['x-stability-level'], now?.['x-stability-level']];
  if (was === is) return [];
  const wrong = [was, is].find((level) => level !== undefined && !order.includes(level));
  if (wrong !== undefined) {
    const says = `says ${JSON.stringify(wrong)} for its x-stability-level, which is none of ${order.join(', ')}`;
    return [{ ...told, level: 'major', says }];
  }
  const [before, after] = [was ?? 'stable', is ?? 'stable'];
  if (before === after) return [];
  const isLess = order.indexOf(after) < order.indexOf(before);
  return [{ ...told, level: isLess ? 'major' : 'minor', says: `is ${after}, was ${before}` }];
}
