import type { Operation } from '../../operation.ts';
import type { Received } from '../request.ts';
import { asSchemasSee, bodiesOf } from './body.ts';
import type { TestOf } from './faults.ts';
import { lazyTest, reporter, type Reading } from './reading.ts';

/** Reads a body of a media type into a reading. */
export type ReadBody = (received: string | undefined, body: Received['body'], reading: Reading) => void;

/** Prepares the reading of an operation's bodies. */
export function bodyStep({ body: documented }: Operation, testOf: TestOf | undefined): ReadBody {
  const contents = documented?.contents ?? [];
  if (contents.length === 0) return () => {};
  const find = bodiesOf(contents);
  const tests = new Map(contents.map((content) => [content, lazyTest(testOf, content.schema)]));
  const expected = contents.map(({ mediaType }) => mediaType).join(' or ');

  return (received, body, { values, violations, unjudged }) => {
    const report = reporter(violations, 'body', '/body');
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    const isThere = bytes !== undefined && (bytes.length > 0 || received !== undefined);
    const reader = isThere ? find(received) : undefined;
    if (!isThere || (bytes.length === 0 && !reader?.mayBeEmpty)) {
      if (documented?.required) report('', 'is missing', 'missing');
      return;
    }
    if (!reader) {
      const message = `is ${JSON.stringify(received)}, expected ${expected}`;
      violations.push({ kind: 'mediaType', code: 'unreadable', pointer: '/header/Content-Type', message });
      return;
    }
    const before = violations.length;
    const value = reader.read(bytes, report);
    if (value === undefined) return;
    values.body = value;
    if (reader.unjudged) unjudged.push({ pointer: '/body', message: reader.unjudged });
    const test = tests.get(reader.content);
    if (!test || reader.unjudged || violations.length > before) return;
    for (const fault of test(reader.mayHoldBytes ? asSchemasSee(value) : value)) {
      report(fault.pointer, fault.message, 'schema');
    }
  };
}
