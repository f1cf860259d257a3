import { expect, test } from 'vitest';
import { check, type CheckOptions, type Report } from '../src/index.ts';
import { untilFound } from './faulty/stop.ts';
import { violations } from './provider.ts';
import { startService, type FaultName, type Service } from './others/service.ts';
import { services } from './others/services.ts';

async function reportOn(service: Service, fault?: FaultName, options: Partial<CheckOptions> = {}): Promise<Report> {
  await using server = await startService(service, fault);
  const { url, spec, createConnection } = server;
  const key = service.key && { auth: service.key };
  // One in three correct services is reached over TCP, all else without a network.
  const way = options.seed === 1 ? {} : { createConnection };
  return await check({ url, ...way, spec, level: 'full', timeoutMs: 2_000, ...key, ...options });
}

test.concurrent.each(services.flatMap((service) => [1, 2, 3].map((seed) => ({ ...service, seed }))))(
  'nothing is found in a correct service of $name with seed $seed, in 300 requests an operation',
  async ({ seed, ...service }) => {
    const report = await reportOn(service, undefined, { seed });
    expect(violations(report)).toEqual([]);
    expect(report.outcome).toBe('holds');
    const { operations, requestsForAll } = report.coverage;
    expect(report.requests / operations.length).toBeLessThanOrEqual(300);
    expect(operations.filter(({ requests }) => requests > 300)).toEqual([]);
    const own = operations.reduce((sum, { requests }) => sum + requests, 0);
    expect(own + requestsForAll).toBe(report.requests);
  },
);

const faults: [fault: FaultName, rule: string, services: string[]][] = [
  ['ignores patterns of parameters', 'accepts/pattern', ['library', 'tickets', 'payments', 'sensors']],
  ['takes any media type', 'accepts/media-type', ['library', 'tickets', 'payments', 'guestbook', 'sensors']],
  ['breaks at a NUL', 'status/server-error', ['library', 'tickets', 'payments', 'guestbook', 'sensors']],
  ['breaks at broken JSON', 'status/server-error', ['library', 'tickets', 'payments', 'sensors']],
  ['breaks at an emoji in a form', 'status/server-error', ['guestbook']],
  ['says an undocumented 422', 'status/undocumented', ['library', 'guestbook', 'sensors']],
  ['ignores the limit', 'envelope/limit', ['library', 'tickets', 'guestbook', 'sensors']],
  ['deletes nothing', 'state/deleted', ['library', 'tickets', 'payments', 'guestbook', 'sensors']],
  ['makes nothing', 'state/created', ['library', 'tickets', 'guestbook']],
  ['asks for no key to delete', 'auth/missing', ['library', 'tickets', 'payments', 'guestbook']],
  ['changes nothing', 'state/updated', ['library', 'tickets', 'payments']],
  ['ignores maxItems', 'accepts/items', ['library', 'tickets', 'payments', 'guestbook', 'sensors']],
];

const cases = faults.flatMap(([fault, rule, names]) =>
  services.filter(({ name }) => names.includes(name)).map((service) => ({ fault, rule, service, name: service.name })),
);

test.concurrent('what is gone once it was read is told', async () => {
  const library = services.find(({ name }) => name === 'library')!;
  const report = await reportOn(library, 'deletes what is read');
  const told = report.findings.filter(({ rule, operation }) => rule === 'state/repeat' && operation === 'getBook');
  expect(told.map(({ severity }) => severity)).toEqual(['warning']);
});

test.concurrent.each(cases)('a service of $name that $fault breaks $rule', async ({ fault, rule, service }) => {
  const report = await reportOn(service, fault, untilFound(rule));
  expect(report.outcome).toBe('violated');
  expect(violations(report).map((each) => each.split(': ')[0])).toContain(rule);
});
