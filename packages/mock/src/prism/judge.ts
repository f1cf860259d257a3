import { problemsOf, testsOf, type Json, type Operation, type Problem } from '@cc-gateway/openapi';
import { reader, type Reader, type Violation as Found } from '@cc-gateway/openapi/codec';
import type { Incoming } from '../incoming.ts';
import type { Violation } from '../violations.ts';

/** Judges the requests of one operation. */
export interface Judge {
  /** Why the schemas of its requests cannot be compiled; then no request can be judged. */
  problem?: Problem;
  violations(request: Incoming): Violation[];
}

/** Reads requests by the codec, and holds them to their schemas by the schema engine. */
export function createJudge(
  operation: Operation,
  schemas: Json[],
  { isLenient, wantsType }: { isLenient: boolean; wantsType: boolean },
): Judge {
  const problem = isLenient ? undefined : schemas.flatMap(problemsOf)[0];
  const options = { direction: 'request', isLenient } as const;
  const hasParameters = operation.path.includes('{');
  let read: Reader | undefined;
  return {
    ...(problem && { problem }),
    violations({ target, path, headers, bytes, malformed }) {
      read ??= reader(operation, { test: testsOf(options) });
      const query = target.includes('?') ? target.slice(target.indexOf('?')).replace(/#.*$/s, '') : '';
      // A form without fields has no bytes.
      const isForm = operation.body && /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
      const isThere = bytes.length > 0 || Number(headers['content-length'] ?? 0) > 0 || isForm;
      const body = isThere ? bytes : undefined;
      const { violations: all } = read({
        target: path + query,
        headers,
        body,
      });
      // The router has found the path; one without parameters has nothing to read.
      const violations = hasParameters ? all : all.filter(({ kind }) => kind !== 'path');
      const others = malformed === undefined ? violations : violations.filter(({ kind }) => kind !== 'body');
      const unread =
        malformed === undefined ? [] : [{ path: ['body'], code: 'malformed', message: malformed, severity: 0 }];
      const isUnwanted = !operation.body && body !== undefined && !/^(GET|HEAD)$/.test(operation.method);
      const isUntyped = wantsType && body !== undefined && headers['content-type'] === undefined && operation.body;
      const untyped = { path: ['body'], code: 'type', message: 'Request body has no Content-Type', severity: 0 };
      return [
        ...others.map(violationOf),
        ...unread,
        ...(isUntyped ? [untyped] : []),
        ...(isUnwanted ? [unwanted] : []),
      ];
    },
  };
}

const unwanted: Violation = {
  path: ['header', 'content-type'],
  code: 415,
  message: 'No supported content types, but request included a non-empty body',
  severity: 0,
};

const codes: Record<Found['code'], string> = { missing: 'required', unreadable: 'malformed', schema: 'schema' };

/** What the codec found, in the form of Prism. */
function violationOf({ kind, code, pointer, message }: Found): Violation {
  if (kind === 'security') return { path: [], code: 401, message: `Request ${message}`, severity: 0 };
  if (kind === 'mediaType')
    return { path: ['header', 'content-type'], code: 415, message: `Content-Type ${message}`, severity: 0 };
  const path = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const [place, ...inner] = path;
  const what =
    inner.length === 0 ? '' : place === 'body' ? `property ${inner.join('.')} ` : `parameter ${inner.join('.')} `;
  return { path, code: codes[code], message: `Request ${place} ${what}${message}`, severity: 0 };
}
