import { catalogues } from '../../src/retcodes.ts';
import { answerExamples } from '../examples.ts';
import type { View } from '../view.ts';

/** Each code of the catalogue has an example; class success is the success rule's. */
export function retcodeExample(view: View): void {
  const { contract, root, report } = view;
  const { codes } = contract.retcodes;
  const withRule = contract.operations.filter(({ success }) => success);
  if (codes.size === 0 || withRule.length === 0) return;
  const shown = new Set(
    withRule.flatMap((operation) => answerExamples(view, operation).map(({ code }) => String(code))),
  );
  const successes = new Set(withRule.map(({ success }) => String(success!.equals)));
  for (const code of [...successes].filter((success) => !codes.has(success))) {
    const message = `x-retcodes does not list ${JSON.stringify(code)}, which x-success calls a success. Expected a line of class success.`;
    report(message, root.at('x-retcodes', 'codes'), 'key');
  }
  const listed = catalogues(contract.document).flatMap((catalogue) =>
    Object.entries(catalogue.codes).map(([code, line]) => ({
      ...line,
      code,
      keys: [...catalogue.keys, 'codes', code],
    })),
  );
  for (const { code, keys, class: kind } of listed) {
    const place = root.at(...keys);
    if (!shown.has(code)) report(`No example of an answer has the code ${code}. Expected at least one.`, place, 'key');
    if (successes.has(code) === (kind === 'success')) continue;
    const expected = successes.has(code) ? 'Expected class success.' : 'Expected another class than success.';
    report(`By x-success, ${code} is ${successes.has(code) ? 'a' : 'no'} success. ${expected}`, place.child('class'));
  }
}
