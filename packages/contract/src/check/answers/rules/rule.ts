import type { Seen } from '../reading/observed.ts';

/** The classes of faults, as the reports group them. */
export type RuleClass =
  | 'document'
  | 'status'
  | 'media'
  | 'envelope'
  | 'accepts'
  | 'refuses'
  | 'auth'
  | 'method'
  | 'transport'
  | 'state'
  | 'tls';

/** A sentence that a provider must keep. */
export interface Rule {
  /** Class and name; stands in reports and in ignore files. */
  name: `${RuleClass}/${string}`;
  /** A warning never fails a run, and a contradiction of the document is no fault of the provider. */
  severity: 'violation' | 'warning' | 'contradiction';
  /** What holds where the rule is kept. */
  says: string;
  /** Where it is written: a part of the document, or a paragraph of a standard. */
  reference: string;
}

/** A rule about one answer, whatever the request. */
export interface AnswerRule extends Rule {
  /** Each way in which the answer breaks the rule, in words. */
  judge(seen: Seen): string[];
}

/** A rule that a probe names: it speaks when the provider's verdict is not the expected one. */
export const rule = (
  name: Rule['name'],
  says: string,
  reference: string,
  severity: Rule['severity'] = 'violation',
): Rule => ({
  name,
  severity,
  says,
  reference,
});

/** A rule about bytes that the readers have noted under its name. */
export const defectRule = (name: Rule['name'], says: string, reference: string): AnswerRule => ({
  ...rule(name, says, reference),
  judge: ({ defects }) => defects.filter((defect) => defect.rule === name).map((defect) => defect.says),
});
