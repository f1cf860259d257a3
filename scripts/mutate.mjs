/**
 * `npm run mutate -- PACKAGE SOURCES TESTS [FOLDER]`: turns each condition and operator of some files (with a comma between), one at a
 * time, and runs the tests that come by it until one fails. Prints those changes that no test sees. No file of the package is written:
 * what vitest reads is changed. With FOLDER, results are kept there, and a run that was interrupted goes on, while the files stay as
 * they are.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './child.mjs';
import { mutantsOf } from './mutate/mutants.mjs';

const [folder, sources, tests, kept] = process.argv.slice(2);
if (tests === undefined) {
  console.error(
    'Expected: npm run mutate -- PACKAGE SOURCES TESTS [FOLDER], for example: packages/client src/a.ts,src/b.ts test/a.test.ts',
  );
  process.exit(2);
}
const results = kept === undefined ? mkdtempSync(join(tmpdir(), 'mutations-')) : resolve(kept);
mkdirSync(results, { recursive: true });

/** So many tests are run for a change at most, and a process may say nothing for so long. */
const most = Number(process.env.MUTATION_TESTS ?? 60);
const silenceMs = 180_000;

/** The names that stand near a line, in quotes, the nearest last: a test that is named after one is near, too. */
function namesNear(text, line) {
  const names = text.split('\n').flatMap((each, at) => {
    const far = Math.abs(at + 1 - line);
    return far > 25 ? [] : [...each.matchAll(/'([a-z]+\/[a-z0-9.-]+)'/g)].map(([, name]) => ({ far, name }));
  });
  return [...new Set(names.toSorted((left, right) => left.far - right.far).map(({ name }) => name))]
    .slice(0, 4)
    .toReversed();
}

const all = [];
const files = sources.split(',').map((each) => {
  const file = resolve(root, folder, each);
  const text = readFileSync(file, 'utf8');
  const first = all.length;
  for (const mutant of mutantsOf(file, text, first).mutants)
    all.push({ ...mutant, id: all.length, near: namesNear(text, mutant.line) });
  return { file, first };
});
const log = join(results, 'results.jsonl');
const lines = () =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
const outcomes = () =>
  new Map(
    lines()
      .filter(({ seen }) => seen !== undefined)
      .map((each) => [each.id, each]),
  );

/** Tries changes in a process of its own, which is ended where it hangs: the change that hangs is seen. */
function work(mutants) {
  const plan = join(results, 'plan.json');
  const resolved = tests.split(',').map((test) => resolve(root, folder, test));
  const reach = join(results, 'reach.json');
  writeFileSync(plan, JSON.stringify({ folder, files, tests: resolved, mutants, results: log, reach, most }));
  const child = spawn(process.execPath, [join(root, 'scripts/mutate/worker.mjs')], {
    env: { ...process.env, MUTATION_PLAN: plan },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const end = () => {
    try {
      process.kill(-Number(child.pid), 'SIGKILL');
    } catch {
      // It has just ended.
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (end(), process.exit(130)));
  // What ended the process before is no reason to end this one.
  const known = lines().length;
  const watch = setInterval(() => {
    const { id, by, seen } = lines().slice(known).at(-1) ?? {};
    if (seen?.failure === 'late') return end();
    if (id === undefined || Date.now() - statSync(log).mtimeMs < silenceMs) return;
    appendFileSync(log, `${JSON.stringify({ id, seen: { by, failure: 'hangs' } })}\n`);
    end();
  }, 500);
  return new Promise((done) => child.once('close', () => (clearInterval(watch), done())));
}

for (let before = -1; ;) {
  const known = outcomes();
  const left = all.filter(({ id }) => !known.has(id));
  if (left.length === 0) break;
  if (left.length === before) throw new Error('No change can be tried. Do the tests pass as they are?');
  before = left.length;
  await work(left);
}
const known = outcomes();
const unseen = all.filter(({ id }) => known.get(id).seen === null);
for (const { file, line, was, by, id } of unseen)
  console.log(
    `${file.slice(root.length)}:${line}: ${was} → ${by}${known.get(id).tried === 0 ? ' (no test comes by)' : ''}`,
  );
const seen = all.length - unseen.length;
console.log(`${seen} of ${all.length} changes are seen: ${((100 * seen) / all.length).toFixed(0)} %.`);
