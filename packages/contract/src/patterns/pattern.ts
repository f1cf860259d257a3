import { createContext, Script } from 'node:vm';
import { RE2JS } from 're2js';
import { asRe2 } from './as-re2.ts';
import { waysOf } from './ways.ts';

/** A pattern of JSON Schema, ready to be run. */
export interface Pattern {
  /** Whether it matches anywhere in `text`. Throws PatternError where that takes too long to tell. */
  test(text: string): boolean;
}

/** Whether a text matches a pattern cannot be told in the time that there is. */
export class PatternError extends Error {
  override name = 'PatternError';
}

const known = new Map<string, Pattern>();

/**
 * A pattern that is never run without a bound: by the engine of the language where it cannot go back often, else by one that
 * takes linear time, and what only the first can read for a moment at most. Throws SyntaxError where it is no pattern.
 */
export function patternOf(source: string): Pattern {
  let found = known.get(source);
  if (!found) known.set(source, (found = compiled(source)));
  return found;
}

/** A pattern as the language reads it: with the flag `u` as JSON Schema wants it, without where it is valid only so. */
export function regExpOf(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}

const mostWays = 200;

/** Whether going back is cheap: at most some hundred times the length of the text. */
export function isCheap(source: string): boolean {
  const { power, factor } = waysOf(source, regExpOf(source).flags);
  return power <= 1 && factor <= mostWays;
}

function compiled(source: string): Pattern {
  const own = regExpOf(source);
  return isCheap(source) ? own : (linear(source) ?? bounded(own));
}

function linear(source: string): Pattern | undefined {
  try {
    const pattern = RE2JS.compile(asRe2(source));
    return { test: (text) => pattern.matcher(text).find() };
  } catch {
    // It looks around or back.
    return undefined;
  }
}

const longestMs = 100;
const script = new Script('pattern.test(text)');

function bounded(pattern: RegExp): Pattern {
  const world = { pattern, text: '' };
  const context = createContext(world);
  return {
    test(text) {
      try {
        world.text = text;
        return script.runInContext(context, { timeout: longestMs }) as boolean;
      } catch (cause) {
        throw new PatternError(`whether ${pattern.source} matches was not told within ${longestMs} ms`, { cause });
      }
    },
  };
}
