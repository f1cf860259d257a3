import type { Operation, ViolationKind } from '@cc-gateway/spec';
import type { Incoming } from './incoming.ts';

/** One way in which a request breaks the contract, in Prism's form. */
export interface Violation {
  path?: string[];
  code?: string | number;
  message: string;
  /** 0: an error. Anything more is a remark, and the request is valid. */
  severity: number;
}

/** The part of the request that a violation concerns. */
export function kindOf({ code, path = [] }: Violation): ViolationKind {
  if (code === 401) return 'security';
  if (code === 415) return 'mediaType';
  const [place] = path;
  return place === 'path' || place === 'query' || place === 'header' ? place : 'body';
}

/** Whether a request with these violations is refused. */
export const isBroken = (violations: Violation[]): boolean => violations.some(({ severity }) => severity === 0);

/** Prism's violations of a request and those that Prism does not look for: unreadable bodies, near-miss media types. */
export function allViolations(
  operation: Operation,
  request: Incoming,
  found: Violation[],
  utf8Only: boolean,
): Violation[] {
  const mediaType = found.some(({ code }) => code === 415) ? [] : mediaTypeViolations(operation, request, utf8Only);
  if (request.malformed === undefined) return mediaType.length > 0 ? [...found, ...mediaType] : found;
  const others = found.filter((violation) => kindOf(violation) !== 'body');
  return [...others, ...mediaType, { path: ['body'], code: 'malformed', message: request.malformed, severity: 0 }];
}

function mediaTypeViolations(
  operation: Operation,
  { headers, body, malformed }: Incoming,
  utf8Only: boolean,
): Violation[] {
  const received = headers['content-type'];
  const hasBody = body !== undefined || malformed !== undefined;
  if (!received || !hasBody || !operation.body) return [];
  const documented = operation.body.contents.map(({ mediaType }) => mediaType);
  const charset = /;\s*charset\s*=\s*"?\s*([^";\s]+)/i.exec(received)?.[1];
  const fits = documented.some((mediaType) => matches(essence(received), essence(mediaType)));
  if (fits && (!utf8Only || charset === undefined || /^utf-?8$/i.test(charset))) return [];
  const message = `Content-Type is ${JSON.stringify(received)}, expected ${documented.join(' or ')}${utf8Only ? ' in UTF-8' : ''}`;
  return [{ path: ['header', 'content-type'], code: 415, message, severity: 0 }];
}

const essence = (mediaType: string): string => mediaType.split(';', 1)[0]!.trim().toLowerCase();

/** Whether a media type is the documented one, or falls under the range that it is: a star stands for any text. */
const matches = (received: string, documented: string): boolean => {
  if (!documented.includes('*')) return received === documented;
  const [before = '', after = ''] = documented.replace('*/*', '*').split('*');
  return received.length >= before.length + after.length && received.startsWith(before) && received.endsWith(after);
};
