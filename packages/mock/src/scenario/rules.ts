import { patternOf } from '@cc-gateway/openapi';
import { evaluate, type Operation, type RequestParts, type Scope } from '@cc-gateway/spec';
import type { Match, Rule } from './scenario.ts';
import type { Random } from './random.ts';

/** The rules of a scenario, and how often each has applied. */
export interface Rules {
  /**
   * The first rule that applies to a request, counted. Rules with an answer apply only where `isFree` says so. Throws PatternError
   * where a pattern takes too long to tell.
   */
  find(operation: Operation, request: RequestParts, isFree: boolean): Rule | undefined;
}

/** Starts counting. */
export function createRules(rules: Rule[], random: Random): Rules {
  const states = rules.map((rule) => ({ rule, left: rule.times ?? Infinity }));
  if (states.length === 0) return { find: () => undefined };
  return {
    find(operation, request, isFree) {
      const found = states.find(({ rule, left }) => {
        if (left === 0 || (rule.answer !== undefined && !isFree)) return false;
        if (rule.operation !== undefined && rule.operation !== operation.id) return false;
        if (!isMet(rule.when ?? {}, { request, method: operation.method })) return false;
        return rule.chance === undefined || random.next() < rule.chance;
      });
      if (found) found.left--;
      return found?.rule;
    },
  };
}

const isMet = (when: Record<string, Match>, scope: Scope): boolean =>
  Object.entries(when).every(([expression, match]) => {
    const isText = !expression.startsWith('$request.body');
    return fits(evaluate(expression, scope), match, isText);
  });

function fits(value: unknown, match: Match, isText: boolean): boolean {
  // On the wire all but the body is text; YAML reads 101 as a number.
  if (typeof match !== 'object' || match === null) {
    return isText ? value !== undefined && String(value) === String(match) : value === match;
  }
  if ('present' in match) return (value !== undefined) === match.present;
  if ('matches' in match) return value !== undefined && patternOf(match.matches).test(String(value));
  return match.in.some((entry) => fits(value, entry, isText));
}
