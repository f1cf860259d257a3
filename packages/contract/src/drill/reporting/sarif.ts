import { sarifInvocation, sarifLog, sarifSuppression } from '../../escaping/sarif.ts';
import { rules } from '../judging/rules.ts';
import type { DrillReport } from '../report/report.ts';

/** The report as SARIF 2.1.0. What was broken is in the caller, so that results name the situation and no file. */
export function sarifDrill({ contract, operation, trials, outcome, reason }: DrillReport): string {
  return sarifLog({
    tool: {
      driver: {
        name: 'cc-gateway-contract drill',
        rules: Object.values(rules).map(({ name, says, reference, severity }) => ({
          id: name,
          shortDescription: { text: says },
          help: { text: reference },
          defaultConfiguration: { level: severity === 'violation' ? 'error' : 'warning' },
        })),
      },
    },
    invocations: [sarifInvocation({ outcome, reason })],
    results: trials.flatMap(({ name, says, findings }) =>
      findings.map(({ rule, severity, received, expected, fingerprint, ignored }) => ({
        ruleId: rule,
        level: severity === 'violation' ? 'error' : 'warning',
        message: { text: `${says}: ${received}; expected ${expected}` },
        locations: [{ logicalLocations: [{ fullyQualifiedName: `${contract.title}/${operation}/${name}` }] }],
        partialFingerprints: { 'rule/situation': fingerprint },
        ...sarifSuppression(ignored),
      })),
    ),
  });
}
