import { answerExamples, oneOf } from '../examples.ts';
import type { View } from '../view.ts';

/** Codes and examples belong together: each code has an example, each example a code; class success is the success rule's. */
export function retcodeExample(view: View): void {
  const { contract, root, report } = view;
  const { codes } = contract.retcodes;
  const withRule = contract.operations.filter(({ success }) => success);
  if (codes.size === 0 || withRule.length === 0) return;
  const examples = withRule.flatMap((operation) => answerExamples(view, operation));
  for (const { code, place } of examples) {
    if (typeof code === 'string' && codes.has(code)) continue;
    report(`x-retcodes does not list ${JSON.stringify(code)}, the code of this example. ${oneOf(codes.keys())}`, place);
  }
  const shown = new Set(examples.map(({ code }) => code));
  const successes = new Set(withRule.map(({ success }) => success!.equals));
  for (const [code, { class: kind }] of codes) {
    const place = root.at('x-retcodes', 'codes', code);
    if (!shown.has(code)) report(`No example of an answer has the code ${code}. Expected at least one.`, place, 'key');
    if (successes.has(code) === (kind === 'success')) continue;
    const expected = successes.has(code) ? 'Expected class success.' : 'Expected another class than success.';
    report(`By x-success, ${code} is ${successes.has(code) ? 'a' : 'no'} success. ${expected}`, place.child('class'));
  }
}
