import type { Operation } from '../../operation.ts';
import type { Received } from '../request.ts';
import { asSchemasSee, bodiesOf } from './body.ts';
import type { TestOf } from './faults.ts';
import { judge, lazyTest, reporter, type Reading } from './reading.ts';

/** Reads a body of a media type into a reading. */
export type ReadBody = (received: string | undefined, body: Received['body'], reading: Reading) => void;

/** Prepares the reading of an operation's bodies. */
export function bodyStep({ body: documented }: Operation, testOf: TestOf | undefined): ReadBody {
  const contents = documented?.contents ?? [];
  if (contents.length === 0) return () => {};
  const find = bodiesOf(contents);
  const tests = new Map(contents.map((content) => [content, lazyTest(testOf, content.schema)]));
  const expected = contents.map(({ mediaType }) => mediaType).join(' or ');

  return (received, body, reading) => {
    const { values, violations, unjudged } = reading;
    const report = reporter(violations, 'body', '/body');
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    const isThere = bytes !== undefined && (bytes.length > 0 || received !== undefined);
    const form = isThere ? find(received) : undefined;
    if (!isThere || (bytes.length === 0 && !form?.mayBeEmpty)) {
      if (documented?.required) report('', 'is missing', 'missing');
      return;
    }
    if (!form) {
      const message = `is ${JSON.stringify(received)}, expected ${expected}`;
      violations.push({ kind: 'mediaType', code: 'unreadable', pointer: '/header/Content-Type', message });
      return;
    }
    const before = violations.length;
    const value = form.read(bytes, report);
    if (value === undefined) return;
    values.body = value;
    if (form.unjudged) unjudged.push({ pointer: '/body', message: form.unjudged });
    const test = tests.get(form.content);
    if (!test || form.unjudged || violations.length > before) return;
    judge(test, form.mayHoldBytes ? asSchemasSee(value) : value, report, '/body', reading);
  };
}
