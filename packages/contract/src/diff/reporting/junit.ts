import type { Change } from '../judging/change.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';
import { operationsOf, placesOf } from './pretty.ts';

/** The report as JUnit XML: a case for each change, which fails where it breaks; and one for the version. */
export function junitReport({ changes, verdict, isCarried, base, revision }: ContractDiff): string {
  const failures = changes.filter(isFailure).length + (isCarried ? 0 : 1);
  const version = isCarried ? '' : `<failure message="${escaped(verdict)}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cc-gateway-contract diff">
  <testsuite name="${escaped(`${base} to ${revision}`)}" tests="${changes.length + 1}" failures="${failures}" skipped="${changes.filter(({ ignored }) => ignored !== undefined).length}">
    <testcase classname="version" name="info.version carries the changes">${version}</testcase>
${changes.map(testcase).join('\n')}
  </testsuite>
</testsuites>
`;
}

const isFailure = ({ level, ignored }: Change): boolean => level === 'major' && ignored === undefined;

function testcase(change: Change): string {
  const { level, rule, message, reason, affects, remedy, fingerprint, ignored } = change;
  const text = [
    placesOf(change),
    `in ${operationsOf(change)}`,
    ...(reason === undefined ? [] : [`not comparable: ${reason}`]),
    `affects ${affects}`,
    remedy,
    fingerprint,
  ];
  const inner =
    ignored === undefined
      ? isFailure(change)
        ? `<failure message="${escaped(message)}">${escaped(text.join('\n'))}</failure>`
        : ''
      : `<skipped message="${escaped(ignored)}"/>`;
  return `    <testcase classname="${level}.${rule}" name="${escaped(`${message} (${fingerprint})`)}">${inner}</testcase>`;
}

const escaped = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- XML 1.0 has no way to write them
    .replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
