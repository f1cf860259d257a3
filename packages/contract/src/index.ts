export { check, OptionError } from './check/check.ts';
export type { CheckOptions } from './check/options.ts';
export type { Level } from './check/level.ts';
export { exitCodeOf, violationsIn, type Coverage, type Report } from './check/report.ts';
export type { Finding, Witness } from './check/finding.ts';
export { rules } from './check/rules/catalogue.ts';
export type { Rule, RuleClass } from './check/rules/rule.ts';
export { violationsOf, type Violation } from './violations.ts';
