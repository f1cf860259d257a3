import { catalogues, type Outcome, type Retcode, type RetcodeClass, type Retry } from '../../src/retcodes.ts';
import type { Place } from '../place.ts';
import type { View } from '../view.ts';

const outcomes: Record<RetcodeClass, Outcome> = {
  success: 'applied',
  request: 'not-applied',
  session: 'not-applied',
  transient: 'not-applied',
  refused: 'not-applied',
  duplicate: 'unknown',
  failed: 'unknown',
};

/** A code's outcome and retry follow from its class; of an unlisted code nobody knows the outcome. */
export function retcodeClass({ contract, root, report }: View): void {
  const place = root.child('x-retcodes');
  for (const { keys, codes } of catalogues(contract.document)) {
    const at = root.at(...keys, 'codes');
    for (const [code, line] of Object.entries(codes)) check(line, outcomes[line.class], at.child(code));
  }
  if (place.value?.unlisted) check(contract.retcodes.unlisted, 'unknown', place.child('unlisted'));

  function check(line: Retcode, outcome: Outcome, at: Place): void {
    const what = at.location.pointer.split('/').at(-1);
    if (line.outcome !== outcome) {
      report(
        `${what}: outcome ${line.outcome} contradicts class ${line.class}. Expected ${outcome}.`,
        at.child('outcome'),
      );
    }
    const retry = retryOf(line.class);
    if (line.retry !== retry) {
      report(`${what}: retry ${line.retry} contradicts class ${line.class}. Expected ${retry}.`, at.child('retry'));
    }
  }
}

const retryOf = (kind: RetcodeClass): Retry =>
  kind === 'session' ? 'fresh-session' : kind === 'transient' ? 'backoff' : 'never';
