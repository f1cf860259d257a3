import { createContext, Script } from 'node:vm';
import { modules } from '../modules.ts';
import { asRe2 } from './as-re2.ts';
import { regExpOf } from './reading.ts';
import { waysOf } from './ways.ts';

/** A pattern of JSON Schema, ready to be run. */
export interface Pattern {
  /** Whether it matches anywhere in `text`. Throws PatternError where that takes too long to tell. */
  test(text: string): boolean;
  /** Tells it from every other. */
  toString(): string;
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
export function patternOf(source: string, flags: '' | 'i' = ''): Pattern {
  const name = `${flags}/${source}`;
  let found = known.get(name);
  if (!found) known.set(name, (found = compiled(source, flags)));
  return found;
}

const mostWays = 200;

/** Steps that are taken at most, where a bound on the text keeps them few. */
const mostSteps = 1_000_000;
/** So long a text may be where the ways are without a bound: they double with each character, or worse. */
const shortest = 16;

/** Whether going back is cheap: at most some hundred times the length of the text. */
export const isCheap = (source: string): boolean => cheapUpTo(source) === Infinity;

/** The length of texts up to which going back is cheap: Infinity where it always is. */
export function cheapUpTo(source: string): number {
  const { source: words, flags } = regExpOf(source);
  const { power, factor } = waysOf(words, flags);
  if (power <= 1 && factor <= mostWays) return Infinity;
  return Math.max(shortest, Math.floor((mostSteps / factor) ** (1 / power)));
}

function compiled(source: string, flags: '' | 'i'): Pattern {
  const own = regExpOf(source, flags);
  if (isCheap(source)) return own;
  return linear(flags ? `(?i)${asRe2(source)}` : asRe2(source), source) ?? bounded(own);
}

function linear(words: string, source: string): Pattern | undefined {
  try {
    const pattern = modules.re2.RE2JS.compile(words);
    // Ajv tells patterns apart by their texts.
    return { test: (text) => pattern.matcher(text).find(), toString: () => `linear ${source}` };
  } catch {
    // It looks around or back.
    return undefined;
  }
}

/** So many milliseconds of a processor a text may take. */
const longestMs = 100;

/** A text is tried for that long, and for twice as long each further time, while a busy machine is what takes so long. */
const longestWaitMs = 32 * longestMs;

/** So many texts that were given up are remembered. */
const mostTexts = 16;

const script = new Script('pattern.test(text)');

/** What the processors have done for this process, in milliseconds. */
const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

function bounded(pattern: RegExp): Pattern {
  const world = { pattern, text: '' };
  const context = createContext(world);
  const untold = new Set<string>();
  const untoldOf = (cause: unknown): PatternError =>
    new PatternError(`whether ${pattern.source} matches was not told within ${longestMs} ms`, { cause });
  return {
    toString: () => `bounded ${pattern.source}`,
    test(text) {
      if (untold.has(text)) throw untoldOf(new Error('it was tried before'));
      world.text = text;
      for (let timeout = longestMs; ; timeout *= 2) {
        const begun = processorMs();
        try {
          return script.runInContext(context, { timeout }) as boolean;
        } catch (cause) {
          if (processorMs() - begun < longestMs / 2 && timeout < longestWaitMs) continue;
          if (untold.size >= mostTexts) untold.delete(untold.values().next().value!);
          untold.add(text);
          throw untoldOf(cause);
        }
      }
    },
  };
}
