import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../mutate.mjs', import.meta.url));

test('changes of a file are made in what its tests load, and a test sees them', () => {
  const args = [script, 'packages/openapi', 'src/pointer.ts', 'test/places.test.ts'];
  const printed = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  expect(printed).toMatch(/^(\d+) of \1 changes are seen: 100 %\.$/m);
});
