import { codeOf, contract, isSuccess } from '@cc-gateway/spec';
import { describe, expect, test } from 'vitest';
import { violationsOf } from '../src/index.ts';

for (const operation of contract.operations) {
  describe(operation.id, () => {
    for (const { status, contents } of operation.answers) {
      for (const { mediaType, examples } of contents) {
        test.each(examples)(`${status} $name keeps the contract`, ({ value }) => {
          const headers = { 'content-type': mediaType };
          expect(violationsOf(operation, { status: Number(status), headers, body: value })).toEqual([]);
        });
      }
    }

    // An answer without a body has none to show.
    test.runIf(operation.answers.some(({ contents }) => contents.length > 0))('has an example of a success', () => {
      const verdicts = operation.answers.flatMap(({ status, contents }) =>
        contents.flatMap(({ examples }) =>
          examples.map(({ value }) => isSuccess(operation, { status: Number(status), body: value })),
        ),
      );
      expect(verdicts).toContain(true);
    });
  });
}

test('every catalogued code is the code of an example', () => {
  const shown = contract.operations.flatMap((operation) =>
    operation.answers.flatMap(({ status, contents }) =>
      contents.flatMap(({ examples }) =>
        examples.map(({ value }) => codeOf(operation, { status: Number(status), body: value })),
      ),
    ),
  );
  for (const code of contract.retcodes.codes.keys()) expect(shown).toContain(code);
});

const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
const good = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { message: '', retcode: '0', result: {} },
};

test.each([
  ['status', { ...good, status: 201 }],
  ['media-type', { ...good, headers: { 'content-type': 'text/html' } }],
  ['media-type', { ...good, headers: {} }],
  ['schema', { ...good, body: { message: '', retcode: 0 } }],
  ['schema', { ...good, body: { retcode: '0' } }],
  ['schema', { ...good, body: { ...good.body, result: '' } }],
  ['schema', { ...good, body: null }],
])('an answer that breaks the contract by its %s is found out', (check, answer) => {
  expect(violationsOf(operation, answer).map((violation) => violation.check)).toContain(check);
});

test('an answer that keeps the contract has no violation', () => {
  expect(violationsOf(operation, good)).toEqual([]);
});
