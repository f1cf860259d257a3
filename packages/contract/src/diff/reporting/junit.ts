import { escapedXml } from '../../escaping/markup.ts';
import type { Change } from '../judging/change.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';
import { operationsOf, placesOf } from './pretty.ts';

/** The report as JUnit XML: a case for each change, which fails where it breaks; and one for the version. */
export function junitReport({ changes, verdict, isCarried, base, revision }: ContractDiff): string {
  const failures = changes.filter(isFailure).length + (isCarried ? 0 : 1);
  const version = isCarried ? '' : `<failure message="${escapedXml(verdict)}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cc-gateway-contract diff">
  <testsuite name="${escapedXml(`${base} to ${revision}`)}" tests="${changes.length + 1}" failures="${failures}" skipped="${changes.filter(({ ignored }) => ignored !== undefined).length}">
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
        ? `<failure message="${escapedXml(message)}">${escapedXml(text.join('\n'))}</failure>`
        : ''
      : `<skipped message="${escapedXml(ignored)}"/>`;
  return `    <testcase classname="${level}.${rule}" name="${escapedXml(`${message} (${fingerprint})`)}">${inner}</testcase>`;
}
