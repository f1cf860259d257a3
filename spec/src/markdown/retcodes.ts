import type { Contract } from '../contract.ts';
import type { Outcome, Retcode, Retry } from '../retcodes.ts';
import { table } from './table.ts';
import { asWritten, type Translate } from './translate.ts';

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

/** What any code means that the catalogue does not list, as its name in tables. */
export const anyOther = 'any other';

/** The catalogue of result codes as a table, unlisted codes last. Empty where the contract has no catalogue. */
export function retcodesMarkdown({ retcodes }: Contract, t: Translate = asWritten): string {
  if (retcodes.codes.size === 0) return '';
  const rows = [
    ...[...retcodes.codes].map(([code, entry]) => row(`\`${code}\``, entry, t)),
    row(t(anyOther), retcodes.unlisted, t),
  ];
  return table([t('retcode'), t('class'), t('meaning'), t('took effect?'), t('send again?')], rows);
}

const row = (name: string, { meaning, class: kind, outcome, retry }: Retcode, t: Translate): string[] => [
  name,
  t(kind),
  t(meaning),
  t(outcomes[outcome]),
  t(retries[retry]),
];

/** Each code with all that is known of it, as the parts of a page: meaning, action, sending again, evidence. */
export function codesMarkdown(contract: Contract, t: Translate = asWritten): string {
  const { codes, unlisted } = contract.retcodes;
  if (codes.size === 0) return '';
  const all: [string, Retcode][] = [...codes, [t(anyOther), unlisted]];
  return all.map(([code, entry]) => codeMarkdown(contract, code, entry, t)).join('\n\n');
}

function codeMarkdown(contract: Contract, code: string, entry: Retcode, t: Translate): string {
  const { meaning, action, outcome, class: kind } = entry;
  return [
    `### ${code} ${t(kind)}`,
    t(meaning),
    [
      `- **${t('Did it take effect?')}** ${t(effectWords[outcome])}`,
      `- **${t('Send again?')}** ${t(againWords(entry))}`,
      `- **${t('What to do:')}** ${t(action)}`,
      `- **${t('Source:')}** ${sourceText(entry, contract, t)}`,
    ].join('\n'),
  ].join('\n\n');
}

/** Whether anything took effect, as a sentence. */
export const effectWords: Record<Outcome, string> = {
  applied: 'It took effect.',
  'not-applied': 'Nothing took effect.',
  unknown: 'It may have taken effect.',
};

/** Where a code is known from: its page where the contract names one, and what kind of evidence that is. */
function sourceText({ evidence, source }: Retcode, { document }: Contract, t: Translate): string {
  if (source !== undefined) return `${t(source)} (${t(evidence)})`;
  const url: unknown = document.externalDocs?.url;
  if (evidence === 'inferred') return t('inferred');
  const page = t(evidence === 'page' ? "the operation's own page" : 'another page of the vendor');
  return typeof url === 'string' ? `[${page}](${url})` : page;
}

/** Whether it helps to send again, and why. */
export function againWords({ retry, outcome }: Pick<Retcode, 'retry' | 'outcome'>): string {
  if (retry === 'backoff') return 'After a pause, a few times: nothing took effect, and the cause passes by itself.';
  if (retry === 'fresh-session')
    return 'Once, with a fresh session: nothing took effect, and only the session was refused.';
  if (outcome === 'applied') return 'No: it is done.';
  if (outcome === 'unknown')
    return 'No: it may have taken effect already, and a second request would act on what it finds then.';
  return 'No: the same request will be refused again.';
}

/** How to find out what took effect where an answer does not tell. Empty where the contract does not say. */
export function inquiryMarkdown({ retcodes: { inquiry, inquirySource } }: Contract, t: Translate = asWritten): string {
  if (inquiry === undefined) return '';
  return inquirySource === undefined ? t(inquiry) : `${t(inquiry)} ([${t("the vendor's page")}](${inquirySource}))`;
}
