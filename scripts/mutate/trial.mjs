/** The test that tries each change by the tests that come by it, the nearest first, until one fails. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, TestRunner } from 'vitest';

const plan = JSON.parse(readFileSync(process.env.MUTATION_PLAN, 'utf8'));
const tell = (line) => appendFileSync(plan.results, `${JSON.stringify(line)}\n`);
const testsOf = (suite) => suite.tasks.flatMap((task) => (task.type === 'suite' ? testsOf(task) : [task]));

/** Runs a test; gives how it failed, if it did. */
async function failureOf(task, ms) {
  const timer = new AbortController();
  const late = wait(ms, 'late', { signal: timer.signal });
  late.catch(() => {});
  try {
    return await Promise.race([Promise.resolve(TestRunner.getTestFn(task)()).then(() => undefined), late]);
  } catch (error) {
    return String(error?.message ?? error).split('\n')[0];
  } finally {
    timer.abort();
    const current = TestRunner.getCurrentTest();
    for (const hook of (current.onFinished ?? []).splice(0)) await hook({ task: current });
  }
}

/** For each test how long it takes, and which changes it comes by. One that fails here as it is, or the second time, comes by none. */
async function reachOf(tasks) {
  if (existsSync(plan.reach)) return JSON.parse(readFileSync(plan.reach, 'utf8'));
  const reach = [];
  for (const [index, task] of tasks.entries()) {
    globalThis.mutation.met = new Set();
    const start = performance.now();
    const first = await failureOf(task, 120_000);
    const [ms, all] = [performance.now() - start, [...globalThis.mutation.met]];
    globalThis.mutation.met = undefined;
    // What lasts from one run to the next would fail with every change.
    const failure = first ?? (await failureOf(task, 120_000));
    reach.push({ index, name: task.name, ms, met: failure === undefined ? all : [] });
    tell({ test: task.name, failure });
  }
  writeFileSync(plan.reach, JSON.stringify(reach));
  return reach;
}

test('each change is tried', async ({ task }) => {
  const tasks = testsOf(task.file).filter((each) => each !== task);
  const reach = (await reachOf(tasks)).map((each) => ({ ...each, met: new Set(each.met) }));
  expect(reach).toHaveLength(tasks.length);
  const kills = new Map();
  for (const { id, file, near } of plan.mutants) {
    // Tests whose names hold what stands near the change, then those that have seen others of the file, then the quick ones.
    const weight = ({ index, name }) =>
      near.findLastIndex((each) => name.includes(each)) * 10 + (kills.get(`${file} ${index}`) ?? 0);
    const nearest = reach
      .filter(({ met }) => met.has(id))
      .toSorted((left, right) => weight(right) - weight(left) || left.ms - right.ms)
      .slice(0, plan.most);
    let seen;
    for (const { index, name, ms } of nearest) {
      tell({ id, by: name });
      globalThis.mutation.active = id;
      const failure = await failureOf(tasks[index], 10 * ms + 10_000);
      globalThis.mutation.active = undefined;
      if (failure === undefined) continue;
      seen = { by: name, failure };
      kills.set(`${file} ${index}`, (kills.get(`${file} ${index}`) ?? 0) + 1);
      break;
    }
    tell({ id, tried: nearest.length, seen: seen ?? null });
    // What is late runs on: this process is ended, and another one goes on without it.
    if (seen?.failure === 'late') await new Promise(() => {});
  }
});
