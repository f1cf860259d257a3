import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { archiveJava, hasJava } from '@cc-gateway/testing/java';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { drill, listSituations, type DrillOptions } from '../../src/drill/drill.ts';
import { run } from '../cli/run.ts';
import type { DrillReport } from '../../src/drill/report/report.ts';

const callers = join(import.meta.dirname, 'callers');
/** Holds the classes of Java's caller. */
const compiled = mkdtempSync(join(tmpdir(), 'cc-gateway-callers-'));
afterAll(() => rmSync(compiled, { recursive: true }));

/** What the callers here call. */
const operation = 'assignUserInQueue';

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

/** The interpreter itself: what stands before it on a path may take longer than the call. */
const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)']).stdout?.toString().trim() ?? '';

/** The command of a caller in each language that the machine has. */
const languages: Record<string, string[] | undefined> = {
  node: [process.execPath, join(callers, 'caller.cjs')],
  python: python === '' ? undefined : [python, '-S', '-E', join(callers, 'caller.py')],
  curl: has('curl', '--version') ? ['sh', join(callers, 'caller.sh')] : undefined,
  java: hasJava()
    ? await archiveJava(join(callers, 'Caller.java'), compiled, 'Caller', (command) =>
        drill({ operation, command, situations: ['success'] }),
      )
    : undefined,
};
for (const [name, command] of Object.entries(languages))
  if (!command) console.warn(`This machine has no ${name}: its callers are not drilled.`);

async function drilled(language: string, mistake: string, options: DrillOptions = {}): Promise<DrillReport> {
  return drill({
    operation,
    timeoutMs: 60_000,
    concurrency: 4,
    ...options,
    command: ['env', `MISTAKE=${mistake}`, ...languages[language]!],
  });
}

const findingsOf = ({ trials }: DrillReport): string[] =>
  trials.flatMap(({ findings }) =>
    findings.map(({ rule, situation, received }) => `${rule} in ${situation}: ${received}`),
  );

const violationsOf = ({ trials }: DrillReport): string[] =>
  trials.flatMap(({ name, findings }) =>
    findings
      .filter(({ severity }) => severity === 'violation')
      .map(({ rule, received }) => `${rule} in ${name}: ${received}`),
  );

/** Each mistake of a caller, the situation where it shows, and the rule that names it. */
const mistakes: [language: string, mistake: string, situation: string, rule: string][] = [
  ['node', 'success by status', 'codes/400-001', 'verdict/success'],
  ['node', 'success by text', 'wire/nested', 'verdict/success'],
  ['node', 'loose comparison', 'wire/number', 'verdict/success'],
  ['node', 'success where nothing is read', 'wire/empty', 'verdict/success'],
  ['node', 'missing code is success', 'wire/no-code', 'verdict/success'],
  ['node', 'unreadable is success', 'wire/charset', 'verdict/success'],
  ['node', 'status ignored', 'http/unavailable', 'verdict/success'],
  ['node', 'needs a length', 'http/1.0', 'verdict/failure'],
  ['node', 'impatient', 'wire/drip', 'verdict/failure'],
  ['node', 'failure claimed', 'success', 'verdict/failure'],
  ['node', 'again when broken', 'wire/reset', 'resend/unknown'],
  ['node', 'again when broken', 'wire/truncated', 'resend/unknown'],
  ['node', 'again when broken', 'wire/reset-unread', 'resend/unknown'],
  ['node', 'again when broken', 'wire/reused-closed', 'resend/unknown'],
  ['node', 'again after a time-out', 'wire/hang', 'resend/unknown'],
  ['node', 'again after a time-out', 'wire/hang-unread', 'resend/unknown'],
  ['node', 'again after 5xx', 'wire/html', 'resend/unknown'],
  ['node', 'again after 5xx', 'http/unavailable', 'resend/unknown'],
  ['node', 'again for good', 'codes/400-001', 'resend/never'],
  ['node', 'twice', 'success', 'resend/done'],
  ['node', 'endless', 'codes/000-004', 'resend/end'],
  ['node', 'never again', 'codes/000-004-passes', 'resend/given-up'],
  ['node', 'Retry-After ignored', 'http/retry-after', 'resend/retry-after'],
  ['node', 'same key', 'session/lapsed', 'session/same-key'],
  ['node', 'never renewed', 'session/lapsed', 'session/renewed'],
  ['node', 'renewed for ever', 'codes/000-003', 'resend/end'],
  ['node', 'redirect followed', 'http/redirect', 'key/elsewhere'],
  ['node', 'key printed', 'success', 'key/printed'],
  ['node', 'key printed in base64', 'success', 'key/printed'],
  ['node', 'key printed in hexadecimal', 'success', 'key/printed'],
  ['node', 'key in query', 'success', 'key/in-address'],
  ['node', 'two keys', 'success', 'request/one-key'],
  ['node', 'no key', 'success', 'request/contract'],
  ['node', 'number as text', 'success', 'request/contract'],
  ['node', 'broken JSON', 'success', 'request/contract'],
  ['node', 'text/plain', 'success', 'request/contract'],
  ['node', 'wrong path', 'success', 'request/path'],
  ['node', 'post', 'success', 'request/path'],
  ['node', 'certificate not checked', 'tls/another-authority', 'tls/certificate'],
  ['node', 'certificate not checked', 'tls/expired', 'tls/certificate'],
  ['node', 'name not checked', 'tls/another-name', 'tls/certificate'],
  ['node', 'authority ignored', 'tls/private-authority', 'tls/authority'],
  ['node', 'called undone', 'wire/reset', 'verdict/not-applied'],
  ['node', 'code as number', 'codes/400-001', 'verdict/code'],
  ['node', 'vague', 'codes/400-001', 'verdict/known'],
  ['python', 'success by status', 'codes/400-001', 'verdict/success'],
  ['python', 'success by text', 'wire/nested', 'verdict/success'],
  ['python', 'loose comparison', 'wire/number', 'verdict/success'],
  ['python', 'unreadable is success', 'wire/empty', 'verdict/success'],
  ['python', 'again when broken', 'wire/reset', 'resend/unknown'],
  ['python', 'certificate not checked', 'tls/expired', 'tls/certificate'],
  ['python', 'key printed', 'success', 'key/printed'],
  ['curl', 'success by status', 'codes/400-001', 'verdict/success'],
  ['curl', 'success by text', 'wire/nested', 'verdict/success'],
  ['curl', 'again when broken', 'wire/reset', 'resend/unknown'],
  ['curl', 'certificate not checked', 'tls/another-name', 'tls/certificate'],
  ['curl', 'redirect followed', 'http/redirect', 'key/elsewhere'],
  ['curl', 'key printed', 'success', 'key/printed'],
  ['java', 'success by status', 'codes/400-001', 'verdict/success'],
  ['java', 'success by text', 'wire/nested', 'verdict/success'],
  ['java', 'redirect followed', 'http/redirect', 'key/elsewhere'],
  ['java', 'text/plain', 'success', 'request/contract'],
];

test('there are at least 40 faulty callers, in at least four languages', () => {
  const callers = new Set(mistakes.map(([language, mistake]) => `${language}: ${mistake}`));
  expect(callers.size).toBeGreaterThanOrEqual(40);
  expect(new Set(mistakes.map(([language]) => language)).size).toBeGreaterThanOrEqual(4);
});

test.concurrent.for(mistakes.filter(([language]) => languages[language]))(
  'a caller in %s with the mistake "%s" is caught in %s by %s',
  async ([language, mistake, situation, rule], { expect }) => {
    const report = await drilled(language, mistake, { situations: [situation] });
    expect(findingsOf(report).map((finding) => finding.split(' ')[0])).toContain(rule);
  },
);

/** Every situation, but of codes that ask the same of a caller the first. */
async function differentSituations(): Promise<string[]> {
  const asked = new Set<string>();
  return (await listSituations({ operation })).flatMap(({ name, outcome, retry, finally: last }) => {
    const same = JSON.stringify([outcome, retry, last]);
    const isAlike = name.startsWith('codes/') && asked.has(same);
    if (name.startsWith('codes/')) asked.add(same);
    return isAlike ? [] : [name];
  });
}

test.concurrent.for([['node'], ['python'], ['curl']].filter(([language]) => languages[language!]))(
  'a right caller in %s passes every situation',
  async ([language], { expect }) => {
    const options = language === 'node' ? {} : { situations: await differentSituations() };
    const report = await drilled(language!, 'none', options);
    expect(violationsOf(report)).toEqual([]);
    expect(report).toMatchObject({ outcome: 'passed' });
    // Those of python and curl make one call.
    const left = report.trials.filter(({ verdict }) => verdict !== 'passed').map(({ name }) => name);
    expect(left).toEqual(language === 'node' ? [] : ['wire/reused-closed']);
    expect(report.trials.length).toBeGreaterThan(language === 'node' ? 40 : 30);
  },
);

test.each([
  ['node', await differentSituations(), []],
  // The platform's fetch is given its authority by NODE_EXTRA_CA_CERTS.
  [
    'portable',
    [
      'success',
      'session/lapsed',
      'codes/000-004-passes',
      'codes/unlisted',
      'wire/reset',
      'wire/truncated',
      'http/redirect',
      'http/retry-after',
      'tls/another-authority',
    ],
    // And no fetch says that a certificate was refused before anything was sent.
    ['verdict/known in tls/another-authority: exit code 1, and "outcome": "unknown"'],
  ],
])('the generated client passes, over the transport %s', async (transport, situations, warnings) => {
  const env = { ...process.env, TRANSPORT: transport };
  const client = spawn(process.execPath, [join(callers, 'client.mjs')], { env });
  onTestFinished(() => void client.kill('SIGKILL'));
  const printed = text(client.stderr);
  const [port] = (await once(createInterface(client.stdout), 'line')) as [string];
  const trigger = `http://127.0.0.1:${port}`;
  const report = await drill({ operation, trigger, timeoutMs: 60_000, concurrency: 4, situations });
  expect(findingsOf(report)).toEqual(warnings);
  expect(report).toMatchObject({ outcome: 'passed' });
  // Nothing that a call has left open keeps the process.
  client.stdin.end();
  expect(await once(client, 'close')).toEqual([0, null]);
  expect(await printed).toBe('');
});

test.skipIf(!languages['java'])('a right caller in Java passes', async () => {
  const situations = [
    'success',
    'codes/400-001',
    'wire/nested',
    'wire/truncated',
    'http/1.0',
    'tls/private-authority',
    'tls/another-name',
  ];
  expect(violationsOf(await drilled('java', 'none', { situations }))).toEqual([]);
});

test.each(['the time-out of a call that hangs', 'no time-out'])(
  'a caller that does not end is ended: %s',
  async (mistake) => {
    const report = await drilled('node', mistake, {
      situations: ['wire/hang'],
      timeoutMs: mistake === 'no time-out' ? 1_000 : 60_000,
    });
    expect(findingsOf(report).some((finding) => finding.startsWith('end/time-out'))).toBe(mistake === 'no time-out');
  },
);

test('a right caller passes over HTTPS, too', async () => {
  const situations = ['success', 'wire/reset', 'wire/reset-unread', 'wire/reused-closed', 'tls/another-name'];
  const { trials } = await drilled('node', 'none', { situations, tls: true });
  expect(trials.map(({ name, verdict }) => [name, verdict])).toEqual(situations.map((name) => [name, 'passed']));
});

test('a caller that says nothing but its exit code passes, too', async () => {
  const situations = ['success', 'codes/400-001', 'codes/unlisted', 'wire/reset'];
  expect(await drilled('node', 'silent', { situations })).toMatchObject({ outcome: 'passed' });
});

test.each([
  ['no-such-program', 'spawn no-such-program ENOENT'],
  [import.meta.dirname, 'EACCES'],
  ['', 'cannot be empty'],
])('the command %j cannot be started, which is wrong usage', async (program, why) => {
  const { code, out, err } = await run(['drill', '--', program]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^cc-gateway-contract drill: "[^\n]*" cannot be started: [^\n]*\.\n$/);
  expect(err).toContain(JSON.stringify(program));
  expect(err).toContain(why);
});

test('a command that sends nothing never passes, and what it said is shown without keys', async () => {
  const reasonOf = async (...command: string[]) => {
    const { outcome, reason } = await drill({ operation, command, situations: ['success', 'wire/reset'] });
    expect(outcome).toBe('untestable');
    return reason;
  };
  const asked = 'The caller could be judged in no situation. Does it call CC_GATEWAY_URL?';
  expect(await reasonOf('true')).toBe(`${asked} It ended with exit code 0, and said nothing.`);
  expect(await reasonOf('sh', 'no-such-script.sh')).toMatch(
    / It ended with exit code \d+, and said:\n.*no-such-script/,
  );
  expect(await reasonOf('sh', '-c', 'echo "key $CC_GATEWAY_GUID"; exit 3')).toBe(
    `${asked} It ended with exit code 3, and said:\nkey [redacted]`,
  );
});

test('no key stands in a report, whatever the caller does with it', async () => {
  const report = await drilled('node', 'key in query', { situations: ['success', 'session/lapsed'] });
  const text = JSON.stringify(report);
  expect(text).toContain('[redacted]');
  expect(text).not.toMatch(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/);
});

test('an accepted finding fails no drill, and stands in the report with its reason', async () => {
  const situations = ['codes/400-001'];
  const report = await drilled('node', 'success by status', { situations });
  const { fingerprint } = report.trials[0]!.findings[0]!;
  const accepted = await drilled('node', 'success by status', { situations, ignore: { [fingerprint]: 'until May' } });
  expect(accepted).toMatchObject({ outcome: 'passed' });
  expect(accepted.trials[0]!.findings).toMatchObject([{ ignored: 'until May' }]);
});
