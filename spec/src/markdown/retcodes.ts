import type { Contract } from '../contract.ts';
import type { Outcome, Retcode, Retry } from '../retcodes.ts';
import { table } from './table.ts';

const outcomes: Record<Outcome, string> = {
  applied: 'yes',
  'not-applied': 'no',
  unknown: 'unknown',
};

const retries: Record<Retry, string> = {
  never: 'no',
  'fresh-session': 'once, with a fresh session',
  backoff: 'after a pause, a few times',
};

/** The catalogue of result codes as a table, unlisted codes last. Empty where the contract has no catalogue. */
export function retcodesMarkdown({ retcodes }: Contract): string {
  if (retcodes.codes.size === 0) return '';
  const rows = [
    ...[...retcodes.codes].map(([code, entry]) => row(`\`${code}\``, entry)),
    row('any other', retcodes.unlisted),
  ];
  return table(['retcode', 'meaning, and what to do', 'took effect?', 'send again?'], rows);
}

const row = (name: string, { meaning, action, class: kind, outcome, retry, evidence, source }: Retcode): string[] => [
  `${name} ${kind}`,
  `${meaning} **${action}** (${source === undefined ? evidence : `${evidence}: ${source}`})`,
  outcomes[outcome],
  retries[retry],
];
