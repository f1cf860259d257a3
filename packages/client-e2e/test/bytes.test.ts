import { contract } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { bytesOf, contractOf } from './bytes.ts';

const one = contractOf(1);
const main = "export { createGatewayClient, RefusedError } from '@cc-gateway/client';";

/** What further operations may cost: those of the contract beside the first one, their examples, and their codes. */
const further = 60 * (contract.operations.length - 1);

/** What the main entry loads beside itself, for failed calls. */
const laterLimit = 7_150;

test.each([
  ['the main entry', main, 7_500],
  ['the entry for tests', "export * from '@cc-gateway/client/testing';", 1_900],
  ['the entry for Node', "export * from '@cc-gateway/client/node';", 4_300],
  ['the session', "export * from '@cc-gateway/client/session';", 1_260],
  ['the handlers of MSW', "export * from '@cc-gateway/client/msw';", 2_060],
  ['middleware', "export * from '@cc-gateway/client/middleware';", 1_980],
])('%s is within its limit', async (name, program, limit) => {
  const { gzip, minified, later } = await bytesOf(program, one);
  console.log(`${name}: ${gzip} bytes of gzip, ${minified} minified, ${later} of gzip loaded later; limit ${limit}`);
  expect(gzip).toBeLessThanOrEqual(limit + further);
  expect(later).toBeLessThanOrEqual(laterLimit + further);
});

test('each further operation costs the main entry at most 60 bytes of gzip', async () => {
  const few = await bytesOf(main, one);
  const many = await bytesOf(main, contractOf(100));
  const growth = (many.gzip - few.gzip) / 99;
  console.log(`main entry: ${growth.toFixed(1)} bytes of gzip an operation, ${many.minified} minified at a hundred`);
  expect(growth).toBeLessThanOrEqual(60);
  // The operations are there.
  expect(many.minified - few.minified).toBeGreaterThan(99 * contract.operations[0]!.path.length);
});

test('also where operations have nothing in common but their form', async () => {
  const few = await bytesOf(main, contractOf(10, 'different'));
  const many = await bytesOf(main, contractOf(100, 'different'));
  const growth = (many.gzip - few.gzip) / 90;
  console.log(`main entry: ${growth.toFixed(1)} bytes of gzip for an operation of its own`);
  expect(growth).toBeLessThanOrEqual(60);
});
