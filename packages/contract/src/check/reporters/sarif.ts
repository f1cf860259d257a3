import { sarifInvocation, sarifLog, sarifSuppression } from '../../escaping/sarif.ts';
import type { Report } from '../report/report.ts';
import { rules } from '../answers/rules/catalogue.ts';
import { fileOf } from './place.ts';

const levels = { violation: 'error', warning: 'warning', contradiction: 'note' } as const;

/** The report as SARIF 2.1.0; results point into the file of the document. */
export function sarifReport(report: Report): string {
  const results = report.findings.map((finding) => {
    const file = fileOf(finding);
    return {
      ruleId: finding.rule,
      ruleIndex: rules.findIndex(({ name }) => name === finding.rule),
      level: levels[finding.severity],
      message: { text: `${finding.about}. Received: ${finding.received}. Documented: ${finding.documented}.` },
      ...(file !== undefined && {
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: uriOf(file) },
              region: { startLine: finding.place.line ?? 1 },
            },
          },
        ],
      }),
      partialFingerprints: { 'ccGatewayContract/v1': finding.fingerprint },
      ...sarifSuppression(finding.ignored),
      properties: {
        pointer: finding.place.pointer,
        operation: finding.operation,
        count: finding.count,
        ...(finding.replay && { replay: finding.replay }),
        ...(finding.witness && { command: finding.witness.command }),
      },
    };
  });
  const driver = {
    name: 'cc-gateway-contract',
    informationUri: 'https://spec.openapis.org/oas/latest.html',
    rules: rules.map(({ name, says, reference, severity }) => ({
      id: name,
      shortDescription: { text: says },
      fullDescription: { text: `${says} ${reference}` },
      defaultConfiguration: { level: levels[severity] },
    })),
  };
  const invocation = sarifInvocation(report);
  return sarifLog({ tool: { driver }, invocations: [invocation], results, columnKind: 'utf16CodeUnits' });
}

const uriOf = (file: string): string =>
  file.startsWith('/') || /^[A-Za-z]:/.test(file)
    ? `file://${file.startsWith('/') ? '' : '/'}${encodeURI(file)}`
    : encodeURI(file);
