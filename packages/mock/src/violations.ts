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
  if (place === 'cookie') return 'header';
  return place === 'path' || place === 'query' || place === 'header' ? place : 'body';
}

/** Whether a request with these violations is refused. */
export const isBroken = (violations: Violation[]): boolean => violations.some(({ severity }) => severity === 0);

/** The violations of a request, and one more where its body is not in UTF-8. */
export function withCharset(operation: Operation, { headers, bytes }: Incoming, found: Violation[]): Violation[] {
  const received = headers['content-type'];
  const charset = /;\s*charset\s*=\s*"?\s*([^";\s]+)/i.exec(received ?? '')?.[1];
  const isUtf8 = charset === undefined || /^utf-?8$/i.test(charset);
  if (isUtf8 || bytes.length === 0 || !operation.body || found.some(({ code }) => code === 415)) return found;
  const documented = operation.body.contents.map(({ mediaType }) => mediaType);
  const message = `Content-Type is ${JSON.stringify(received)}, expected ${documented.join(' or ')} in UTF-8`;
  return [...found, { path: ['header', 'content-type'], code: 415, message, severity: 0 }];
}
