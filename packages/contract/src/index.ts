export { check, OptionError } from './check/check.ts';
export type { CheckOptions } from './check/options.ts';
export type { Level } from './check/requests/level.ts';
export { exitCodeOf, violationsIn, type Coverage, type Report } from './check/report/report.ts';
export type { Finding, Witness } from './check/report/finding.ts';
export { rules } from './check/answers/rules/catalogue.ts';
export type { Rule, RuleClass } from './check/answers/rules/rule.ts';
export { violationsOf, type Violation } from './violations.ts';
