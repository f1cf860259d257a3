import { sarifInvocation, sarifLog, sarifSuppression } from '../../escaping/sarif.ts';
import type { TrafficReport } from '../report/report.ts';
import { trafficRules } from '../judging/rules.ts';

/** The report as SARIF 2.1.0. What was broken is on the wire, so that results name side and operation, and no file. */
export function sarifTraffic({ contract, findings, outcome, reason }: TrafficReport): string {
  return sarifLog({
    tool: {
      driver: {
        name: 'cc-gateway-contract traffic',
        rules: trafficRules.map(({ side, name, says, reference, severity }) => ({
          id: `${side}/${name}`,
          shortDescription: { text: says },
          help: { text: reference },
          defaultConfiguration: { level: levels[severity] },
        })),
      },
    },
    invocations: [sarifInvocation({ outcome, reason })],
    results: findings.map(({ side, rule, severity, operation, received, times, first, fingerprint, ignored }) => ({
      ruleId: `${side}/${rule}`,
      level: levels[severity],
      message: { text: `${received} (first: ${first})` },
      occurrenceCount: times,
      locations: [{ logicalLocations: [{ fullyQualifiedName: `${contract.title}/${side}/${operation}` }] }],
      partialFingerprints: { 'ccGatewayContract/v1': fingerprint },
      ...sarifSuppression(ignored),
    })),
  });
}

const levels = { violation: 'error', warning: 'warning' };
