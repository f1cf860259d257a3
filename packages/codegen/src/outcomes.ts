import type { Contract } from '@cc-gateway/spec';

/** Something that happens to a call besides a catalogued refusal, and what its caller is told. */
export interface Situation {
  situation: string;
  /** Name of the error's class; undefined where the call succeeds. */
  error?: string;
  outcome?: 'not-applied' | 'unknown';
  retried?: true;
}

/** A table, in Markdown, of what becomes of a call: in each situation, and for each result code of the contract. */
export function outcomeTable(contract: Contract, situations: Situation[]): string {
  const codes = [...contract.retcodes.codes].filter(([, { class: kind }]) => kind !== 'success');
  const refusals = [...codes, ['any other', contract.retcodes.unlisted] as const].map(([code, entry]) => {
    const again = { never: 'no', 'fresh-session': 'once, after `guid` was asked again', backoff: 'yes' }[entry.retry];
    return [
      `retcode ${code === 'any other' ? code : `\`${code}\``}: ${entry.meaning}`,
      'RefusedError',
      entry.outcome,
      again,
    ];
  });
  const others = situations.map(({ situation, error, outcome, retried }) =>
    error ? [situation, error, outcome!, retried ? 'yes' : 'no'] : [situation, 'none: a success', 'applied', 'no'],
  );
  const rows = [['situation', 'class', 'outcome', 'retried'], ['---', '---', '---', '---'], ...refusals, ...others];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
