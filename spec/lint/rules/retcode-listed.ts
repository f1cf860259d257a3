import { answerExamples } from '../examples.ts';
import type { View } from '../view.ts';

/** An example's code stands in the catalogue. The set of codes is open: what is not listed is known as `unlisted`. */
export function retcodeListed(view: View): void {
  const { contract, report } = view;
  const { codes } = contract.retcodes;
  if (codes.size === 0) return;
  for (const operation of contract.operations.filter(({ success }) => success)) {
    for (const { code, place } of answerExamples(view, operation)) {
      // What stands in a file of its own has no code here.
      if (code === undefined || codes.has(String(code))) continue;
      const message = `x-retcodes does not list ${JSON.stringify(code)}, the code of this example, so callers are told what unlisted says. Expected a line in x-retcodes where more is known, or one of: ${[...codes.keys()].join(', ')}.`;
      report(message, place);
    }
  }
}
