import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Benchmark, Table } from '../src/benchmark.ts';
import { chartOf } from '../src/chart.ts';
import { inRounds, ratios, runCommand, spreadOf, versionsOf } from '../src/index.ts';
import { pageOf } from '../src/page.ts';
import { printed } from '../src/print.ts';
import { folder, readResults } from '../src/publish.ts';

const table: Table = {
  title: 'Calls',
  columns: { 'CPU µs': 0, 'CPU × raw': 2 },
  chart: 'CPU × raw',
  rows: [
    { name: 'raw <fetch>', ours: false, figures: { 'CPU × raw': { median: 1, min: 1, max: 1 } } },
    { name: 'ours', ours: true, figures: { 'CPU × raw': { median: 0.5, min: 0.25, max: 2 } } },
    { name: 'not measured', ours: false, figures: {} },
  ],
};
const benchmark: Benchmark = {
  title: 'Client',
  method: 'One call.',
  date: '2026-11-26T10:00:00.000Z',
  machine: { cpu: 'Example CPU', cores: 2, load: 0.5, platform: 'linux x64', node: '24.21.0' },
  versions: { example: '1.0.0' },
  rounds: 3,
  endedByTime: true,
  seconds: 12,
  tables: [table],
};

test('the page of the repository is what its results give', async () => {
  const page = pageOf(await readResults());
  const files = Object.keys(page).map(async (file) => [file, await readFile(new URL(file, folder), 'utf8')] as const);
  expect(Object.fromEntries(await Promise.all(files))).toEqual(page);
  const charts = (await readdir(new URL('charts/', folder))).map((name) => `charts/${name}`);
  expect(charts.toSorted()).toEqual(Object.keys(page).filter((file) => file.endsWith('.svg')));
  expect(charts).not.toEqual([]);
});

test('a page shows each table with its chart, spread, machine and versions, and names ours', () => {
  const { 'README.md': page, 'charts/client-1.svg': chart } = pageOf({ client: benchmark });
  expect(page).toContain('| **ours** | – | 0.50 (0.25–2.00) |');
  expect(page).toContain('![Calls: CPU × raw](charts/client-1.svg)');
  expect(page).toContain('2026-11-26, Node 24.21.0, Example CPU, 2 cores (load 0.5), linux x64.');
  expect(page).toContain('3 rounds in turns, as many as the time allowed, 12 s');
  expect(page).toContain('example 1.0.0');
  expect(chart).toBe(chartOf(table));
});

test('what is printed has the same figures as the page', () => {
  expect(printed(benchmark)).toMatch(/ours +– +0\.50 \(0\.25–2\.00\)/);
});

test('a chart has a bar for each row that was measured, as long as its median, and escapes names', () => {
  const chart = chartOf(table);
  expect(chart.match(/<rect /g)).toHaveLength(2);
  expect(chart).toContain('raw &lt;fetch&gt;');
  const [peer, ours] = [...chart.matchAll(/width="([\d.]+)" height="18"/g)].map(([, width]) => Number(width));
  expect(ours! / peer!).toBeCloseTo(0.5);
});

test('a spread has the median and both ends, and is none where a value is missing', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
  expect(spreadOf([1, undefined])).toBeUndefined();
  expect(spreadOf([])).toBeUndefined();
});

test('a ratio is taken within a round', () => {
  expect(ratios([2, 40], [1, 20])).toEqual([2, 2]);
  expect(ratios([2, undefined], [1, 20])).toEqual([2, undefined]);
});

/** A clock that each sample moves by a second. */
function virtualRounds(
  seconds: number,
  rounds?: number,
): Promise<{ taken: string[]; rounds: number; endedByTime: boolean }> {
  const taken: string[] = [];
  const take = (name: string): Promise<number> => Promise.resolve(taken.push(name));
  const bounds = { seconds, ...(rounds && { rounds }), now: () => taken.length * 1_000 };
  return inRounds(['a', 'b'], take, bounds).then((all) => ({ ...all, taken }));
}

test('rounds take each contender in turn', async () => {
  expect(await virtualRounds(100, 2)).toMatchObject({ taken: ['a', 'b', 'a', 'b'], endedByTime: false });
});

test('no round begins that would end too late, and two are made in any case', async () => {
  expect(await virtualRounds(7)).toMatchObject({ rounds: 3, endedByTime: true });
  expect(await virtualRounds(0)).toMatchObject({ rounds: 2, endedByTime: true });
});

test('a command that fails is an error with what it printed', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'cc-gateway-bench-'));
  await expect(runCommand(`node --eval "console.error('went wrong'); process.exit(3)"`, scratch)).rejects.toThrow(
    /ended with 3, expected 0:\s+went wrong/,
  );
  const { wallMs } = await runCommand('node --version', scratch);
  expect(wallMs).toBeGreaterThan(0);
  await rm(scratch, { recursive: true });
});

test('results that are not there are none', async () => {
  expect(await readResults(pathToFileURL(join(tmpdir(), 'no-such-folder/')))).toEqual({});
});

test('a version is that of the installed package; one that is not there is named', () => {
  expect(versionsOf(['vitest'], import.meta.url)['vitest']).toMatch(/^\d+\.\d+\.\d+/);
  expect(() => versionsOf(['no-such-package'], import.meta.url)).toThrow(/'no-such-package'/);
});
