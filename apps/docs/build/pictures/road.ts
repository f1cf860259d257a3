import { answerExamples, violationsOf, type Operation, type Translate } from '@cc-gateway/spec';
import { codeOf } from '@cc-gateway/spec';
import { arrow, box, heightOf, label, svg, width } from './svg.ts';

const left = 230;
const right = width - left - 46;

/** The road of a request: what is wrong with it, what must hold, and what comes of it, each with the code that ends it. */
export function roadPicture(operation: Operation, t: Translate): string | undefined {
  const codes = new Map(
    answerExamples(operation).map(({ name, status, value }) => [
      name,
      String(codeOf(operation, { status, body: value })),
    ]),
  );
  const wrong = [...new Set(violationsOf(operation).map(([, example]) => codes.get(example) ?? example))];
  const steps = [
    ...(wrong.length === 0 ? [] : [{ text: t('The request keeps the contract.'), code: wrong.join(', ') }]),
    ...operation.preconditions.map(({ name, meaning, else: refusal }) => ({
      text: t(meaning ?? name),
      code: codes.get(refusal) ?? refusal,
    })),
  ];
  if (steps.length === 0) return undefined;
  let y = 2;
  const parts = steps.map(({ text, code }) => {
    const height = Math.max(heightOf(text, left), heightOf(code, right));
    const middle = y + height / 2;
    const drawn = [
      box(0, y, left, 'plain', text, height).markup,
      arrow(left, middle, left + 46, middle),
      label(left + 23, middle - 5, t('no'), 'middle'),
      box(left + 46, y, right, 'bad', code, height).markup,
      arrow(20, y + height, 20, y + height + 22),
      label(28, y + height + 15, t('yes')),
    ].join('');
    y += height + 22;
    return drawn;
  });
  const success = operation.success ? `"${String(operation.success.equals)}": ` : '';
  const effects = operation.effects.flatMap(({ meaning }) => (meaning === undefined ? [] : [t(meaning)])).join(' ');
  const end = box(0, y, width, 'good', success + (effects || t('The gateway did what was asked.')));
  const words = steps.map(({ text, code }, index) => `${index + 1}. ${text} ${t('Otherwise')} ${code}.`).join(' ');
  const id = `road-${operation.id}`;
  return svg(id, y + end.height + 2, t('The road of a request through the gateway'), words, [...parts, end.markup]);
}
