import { authRules, sessionRules } from './auth.ts';
import { envelopeProbeRules, envelopeRules } from './envelope.ts';
import { documentRules, shownContradictions } from './document.ts';
import { mediaProbeRules, mediaRules } from './media.ts';
import { exposureRules } from './exposure.ts';
import type { AnswerRule, Rule } from './rule.ts';
import { statusProbeRules, statusRules } from './status.ts';
import { connectionRules, transportRules } from './transport.ts';
import { acceptsRules, methodRules, refusesRules, stateRules, tlsRules } from './verdict.ts';

/** The rules that every answer is held to. */
export const answerRules: AnswerRule[] = [
  ...transportRules,
  ...statusRules,
  ...mediaRules,
  ...envelopeRules,
  ...authRules,
  ...exposureRules,
  ...shownContradictions,
];

/** Every rule. */
export const rules: Rule[] = [
  ...statusRules,
  ...statusProbeRules,
  ...mediaRules,
  ...mediaProbeRules,
  ...envelopeRules,
  ...envelopeProbeRules,
  ...acceptsRules,
  ...refusesRules,
  ...authRules,
  ...exposureRules,
  ...sessionRules,
  ...methodRules,
  ...transportRules,
  ...connectionRules,
  ...stateRules,
  ...tlsRules,
  ...documentRules,
];

const byName = new Map<string, Rule>(rules.map((each) => [each.name, each]));

/** The rule with a name. Throws where there is none: a probe names a rule that was never written. */
export function ruleNamed(name: string): Rule {
  const found = byName.get(name);
  if (!found) throw new Error(`No rule is named ${JSON.stringify(name)}.`);
  return found;
}
