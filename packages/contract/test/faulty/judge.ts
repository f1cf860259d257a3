import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { check, type CheckOptions, type Report } from '../../src/index.ts';
import { ruleNamed } from '../../src/check/answers/rules/catalogue.ts';
import { bounded, guid, otherGuid } from './document.ts';
import { timeoutMs, type Fault } from './fault.ts';
import { startGateway, type Change } from './gateway.ts';
import { untilFound } from './stop.ts';

/** Whether a change is one of how bytes travel, which is tried over TCP; what else a gateway does is seen as well without. */
const isOfTheWire = ({ write, early, skip, onExpect, onOldVersion, onNoHost }: Change): boolean =>
  [write, early, skip, onExpect, onOldVersion, onNoHost].some((part) => part !== undefined);

/** What the checker says of the gateway with a change, unless other options are given. */
export async function reportOn(change: Change, options: Partial<CheckOptions> = {}): Promise<Report> {
  const gateway = await startGateway(change);
  try {
    const { url, createConnection } = gateway;
    const at = isOfTheWire(change) ? { url } : { url, createConnection };
    const keys = { auth: guid, otherAuth: otherGuid };
    return await check({ ...at, spec: bounded, level: 'full', ...keys, timeoutMs, runs: 4, ...options });
  } finally {
    await gateway.close();
  }
}

/** The violations of a report, in short. */
export const violated = ({ findings }: Report): { rule: string; about: string; received: string }[] =>
  findings
    .filter(({ severity }) => severity === 'violation')
    .map(({ rule, about, received }) => ({ rule, about, received }));

/** A test for each fault: the rule that names it speaks, and no key is shown. The table goes to `dist/`. */
export function testFaults(name: string, faults: Fault[]): void {
  const lines: string[] = [];
  test.concurrent.each(faults)('$name breaks $rule', { timeout: 300_000 }, async ({ name, rule, change, spec }) => {
    const { severity } = ruleNamed(rule);
    const isWarning = severity === 'warning';
    const report = await reportOn(change, {
      ...(spec && { spec }),
      ...(rule === 'refuses/generated' && { runs: 10 }),
      // What echoes keys is listened to until the end: none of them may be shown.
      ...(rule !== 'auth/echo' && untilFound(rule, severity)),
    });
    const caught = (isWarning ? report.findings : violated(report)).map((finding) => finding.rule);
    lines.push(`| ${name} | ${rule} | ${caught.includes(rule) ? rule : caught.join(', ') || '-'} |`);
    // Where nothing was found, the reason says more.
    if (caught.length === 0) expect(report.reason).toBeUndefined();
    expect(caught).toContain(rule);
    if (!isWarning) expect(report.outcome).toBe('violated');
    expect(JSON.stringify(report)).not.toContain(guid);
  });
  afterAll(async () => {
    const dist = new URL('../../dist/', import.meta.url);
    await mkdir(dist, { recursive: true });
    await writeFile(
      new URL(`mutation-${name}.md`, dist),
      ['| fault | rule expected | caught by |', '| --- | --- | --- |', ...lines.toSorted(), ''].join('\n'),
    );
  });
}
