import { sarifLog, sarifSuppression } from '../../escaping/sarif.ts';
import type { Change, Place } from '../judging/change.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';
import { gateRules } from '../judging/rules.ts';
import { operationsOf } from './pretty.ts';

const sarifLevels = { major: 'error', minor: 'note', patch: 'none' };

/** The report as SARIF 2.1.0; results point into the revision, or into the base where something is gone. */
export function sarifReport({ changes }: ContractDiff): string {
  const names = [...new Set(changes.map(({ rule }) => rule))].toSorted();
  const driver = {
    name: 'cc-gateway-contract diff',
    informationUri: 'https://spec.openapis.org/oas/latest.html',
    rules: names.map((id) => ({ id, shortDescription: { text: gateRules[id]?.says ?? id } })),
  };
  const results = changes.map((change) => resultOf(change, names.indexOf(change.rule)));
  return sarifLog({ tool: { driver }, results, columnKind: 'utf16CodeUnits' });
}

const resultOf = (change: Change, ruleIndex: number): object => ({
  ruleId: change.rule,
  ruleIndex,
  level: change.verdict === 'not comparable' && change.level === 'major' ? 'warning' : sarifLevels[change.level],
  message: {
    text: [
      `${change.message}.`,
      ...(change.reason === undefined ? [] : [`Not comparable: ${change.reason}.`]),
      ...(change.operations.length > 0 ? [`In ${operationsOf(change)}.`] : []),
      `Affects ${change.affects}. ${change.remedy}`,
    ].join(' '),
  },
  locations: [locationOf(change)],
  ...(change.base &&
    change.revision && { relatedLocations: [{ id: 1, ...locationOf(change.base), message: { text: 'the base' } }] }),
  partialFingerprints: { 'ccGatewayContractDiff/v1': change.fingerprint },
  ...sarifSuppression(change.ignored),
  properties: { pointer: change.pointer, demands: change.level },
});

const locationOf = ({ file, line }: Place): object => ({
  // A file of a revision is named after it: what stands before the colon is no scheme of a URI.
  physicalLocation: {
    artifactLocation: { uri: encodeURI(file.replace(/^[^/]*:(?!\/\/)/u, '')) },
    region: { startLine: line },
  },
});
