import type { IHttpRequest } from '@stoplight/prism-http';
import { isCheap, reach, type Json, type Operation } from '@cc-gateway/openapi';
import { modules } from '../modules.ts';
import { kindOf, type Violation } from '../violations.ts';
import type { Resource } from './operation.ts';

/** Schemas that an operation may reach for Prism to be asked: it compiles them all, and large ones take it seconds. */
const mostSchemas = 2_000;

/**
 * Violations in Prism's words, kind by kind, where Prism finds the same kind; else as they are. Prism decides nothing here; what
 * it remarks on deprecated parameters comes beside.
 */
export function inPrismsWords(found: Violation[], resource: Resource, element: IHttpRequest): Violation[] {
  if (found.length === 0 && !hasDeprecated(resource)) return found;
  const { validateInput, validateSecurity } = modules.validator;
  const asked = { resource, element };
  const theirs = [
    ...said(() => (validateSecurity as unknown as typeof validateInput)(asked)),
    ...said(() => validateInput(asked)),
  ];
  const kinds = new Set(found.map(kindOf));
  // Where a body cannot be read, Prism says that there is none.
  const isUnread = found.some((violation) => violation.code === 'malformed' && kindOf(violation) === 'body');
  if (isUnread) kinds.delete('body');
  const shared = theirs.filter((violation) => violation.severity > 0 || kinds.has(kindOf(violation)));
  const told = new Set(shared.filter(({ severity }) => severity === 0).map(kindOf));
  return [...shared, ...found.filter((violation) => !told.has(kindOf(violation)))];
}

const hasDeprecated = ({ request: { path = [], query = [], headers = [] } = {} }: Resource): boolean =>
  [...path, ...query, ...headers].some((parameter) => (parameter as { deprecated?: boolean }).deprecated);

/** What an answer breaks in Prism's words, where Prism finds anything. */
export function faultsInPrismsWords(
  found: Violation[],
  resource: Resource,
  element: { statusCode: number; headers: Record<string, string>; body: unknown },
): Violation[] {
  if (found.length === 0) return found;
  const theirs = said(() => modules.validator.validateOutput({ resource, element }));
  return theirs.length > 0 ? theirs : found;
}

// Prism breaks on much of what it is given; then it has no words.
function said(ask: () => { _tag: 'Left'; left: Violation[] } | { _tag: 'Right' }): Violation[] {
  try {
    const verdict = ask();
    return verdict._tag === 'Left' ? verdict.left : [];
  } catch {
    return [];
  }
}

/** Whether Prism can be asked for its words on these schemas in bounded time. */
export function isBounded(schemas: Json[]): boolean {
  let count = 0;
  for (const schema of reach({ anyOf: schemas })) {
    if (++count > mostSchemas) return false;
    const patterns = [schema?.pattern, ...Object.keys(Object(schema?.patternProperties))];
    if (patterns.some((pattern) => typeof pattern === 'string' && !isQuick(pattern))) return false;
  }
  return true;
}

function isQuick(pattern: string): boolean {
  try {
    return isCheap(pattern);
  } catch {
    // It is no pattern.
    return false;
  }
}

/** The schemas of an operation's requests. */
export const requestSchemas = ({ parameters, body }: Operation): Json[] =>
  [...parameters, ...(body?.contents ?? [])].map(({ schema }) => schema).filter(isObject);

/** The schemas of an operation's answers. */
export const answerSchemas = ({ answers }: Operation): Json[] =>
  answers.flatMap(({ contents, headers }) => [...contents, ...headers].map(({ schema }) => schema)).filter(isObject);

const isObject = (schema: Json): boolean => typeof schema === 'object' && schema !== null;
