import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { check, type Report } from '../src/index.ts';

const file = (name: string): Promise<string> => readFile(new URL(`tls/${name}`, import.meta.url), 'utf8');

async function reportOn(name: string, ca?: string): Promise<Report> {
  const [key, cert] = await Promise.all([file(`${name}.key`), file(`${name}.pem`)]);
  const server = createServer({ key, cert }, (_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await check({ url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, ...(ca && { ca }) });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.concurrent.each([
  ['expired', 'tls/expired', true],
  ['other', 'tls/host', true],
  ['good', 'tls/untrusted', false],
])('a provider with the certificate %s cannot be tested: %s', async (name, rule, isTrusted) => {
  const report = await reportOn(name, isTrusted ? await file('ca.pem') : undefined);
  expect(report.outcome).toBe('untestable');
  expect(report.findings.map((finding) => finding.rule)).toEqual([rule]);
  expect(report.reason).toContain('cannot be trusted');
  expect(report.requests).toBe(0);
});

test.concurrent('a certificate of a trusted authority is taken', async () => {
  const report = await reportOn('good', await file('ca.pem'));
  expect(report.requests).toBeGreaterThan(100);
  expect(report.findings.filter(({ rule }) => rule.startsWith('tls/'))).toEqual([]);
});

test.concurrent('a port where nobody listens cannot be tested', async () => {
  const report = await check({ url: 'http://127.0.0.1:1' });
  expect(report).toMatchObject({ outcome: 'untestable', requests: 0 });
  expect(report.reason).toContain('cannot be reached: ECONNREFUSED');
});
