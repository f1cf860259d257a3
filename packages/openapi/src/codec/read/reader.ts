import type { Operation } from '../../operation.ts';
import type { Received } from '../request.ts';
import { parametersOf } from '../write/writable.ts';
import type { TestOf } from './faults.ts';
import { headersOf } from './headers.ts';
import { cookiesOf, pairsOf, type Pairs } from './pairs.ts';
import { pathOf } from '../path.ts';
import { bodyStep } from './read-body.ts';
import { parameterStep } from './read-parameter.ts';
import { reporter, type Context, type Reader, type Reading } from './reading.ts';
import { securityOf } from './security.ts';

/** What a reader may be given. */
export interface ReaderOptions {
  /** The test of a schema, asked for once, when a value of it is first there. Without it nothing is held to schemas. */
  test?: TestOf;
}

/** Prepares the reading of an operation's requests. */
export function reader(operation: Operation, { test }: ReaderOptions = {}): Reader {
  const parameters = parametersOf(operation);
  const match = pathOf(operation.path);
  const findCredentials = securityOf(operation.security);
  const steps = parameters.map((parameter) => parameterStep(operation, parameters, parameter, test));
  const readBody = bodyStep(operation, test);

  return ({ target, headers, body }) => {
    const reading: Reading = { values: {}, credentials: {}, violations: [], unjudged: [] };
    const { violations } = reading;
    const at = target.indexOf('?');
    const header = headersOf(headers);
    let query: Pairs | undefined;
    let cookie: Pairs | undefined;
    const context: Context = {
      path: match(at < 0 ? target : target.slice(0, at)),
      search: at < 0 ? '' : target.slice(at + 1),
      header,
      query: () => (query ??= pairsOf(context.search, reporter(violations, 'query', '/query'))),
      cookie: () => (cookie ??= cookiesOf(header('cookie') ?? [])),
    };
    const { credentials, fault } = findCredentials(context);
    reading.credentials = credentials;
    if (fault) violations.push({ kind: 'security', ...fault });
    if (!context.path) {
      violations.push({
        kind: 'path',
        code: 'unreadable',
        pointer: '/path',
        message: `is no path of ${operation.path}`,
      });
    }
    for (const step of steps) step(context, reading);
    readBody(header('content-type')?.[0], body, reading);
    return reading;
  };
}

/** Reads one request of an operation; `reader` prepares what several share. */
export const read = (operation: Operation, request: Received, options?: ReaderOptions): Reading =>
  reader(operation, options)(request);
