/** A log of SARIF 2.1.0 with one run: what every report in that form begins and ends with. */
export function sarifLog(run: object): string {
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** How a run ended; where nothing could be tested, why. */
export const sarifInvocation = ({ outcome, reason }: { outcome: string; reason?: string | undefined }): object => ({
  executionSuccessful: outcome !== 'untestable',
  ...(reason !== undefined && { toolExecutionNotifications: [{ level: 'error', message: { text: reason } }] }),
});

/** What marks a finding as one that was accepted, with the reason that was given. */
export const sarifSuppression = (ignored: string | undefined): object =>
  ignored === undefined ? {} : { suppressions: [{ kind: 'external', justification: ignored }] };
