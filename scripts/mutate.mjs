/**
 * `npm run mutate -- PACKAGE SOURCES TESTS`: turns each condition and operator of some files (with a comma between), one at a time,
 * and runs tests that should see it. Prints those that no test sees. Nothing is written: what vitest reads is changed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { root } from './child.mjs';

const [folder, sources, tests] = process.argv.slice(2);
if (tests === undefined) {
  console.error(
    'Expected: npm run mutate -- PACKAGE SOURCES TESTS, for example: packages/client src/a.ts,src/b.ts test/a.test.ts',
  );
  process.exit(2);
}
const ts = createRequire(join(root, 'packages/codegen/package.json'))('typescript');
const { startVitest } = await import(createRequire(join(root, 'package.json')).resolve('vitest/node'));
process.chdir(join(root, folder));

const turned = {
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '+': '-',
  '-': '+',
  '*': '/',
};

/** Each change of a file: from where to where, and what stands there then. */
function mutantsOf(file) {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const put = (node, by) =>
    found.push({ file: resolve(file), from: node.getStart(), to: node.end, was: node.getText(), by });
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    const condition = ts.isIfStatement(node)
      ? node.expression
      : ts.isConditionalExpression(node)
        ? node.condition
        : undefined;
    if (condition) for (const by of ['true', 'false']) put(condition, by);
    if (ts.isBinaryExpression(node) && turned[node.operatorToken.getText()]) {
      put(node.operatorToken, turned[node.operatorToken.getText()]);
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      put(node, node.operand.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((each) => ({ ...each, line: source.getLineAndCharacterOfPosition(each.from).line + 1 }));
}

/** Whether a test fails once the change is made. */
async function isSeen(mutant) {
  const plugin = {
    name: 'mutant',
    enforce: 'pre',
    transform: (code, id) =>
      mutant && id.split('?')[0] === mutant.file
        ? code.slice(0, mutant.from) + mutant.by + code.slice(mutant.to)
        : undefined,
  };
  const options = { watch: false, bail: 1, reporters: [{}], testTimeout: 5_000, fsModuleCache: false };
  const vitest = await startVitest('test', tests.split(','), options, { plugins: [plugin] });
  const states = vitest.state.getFiles().map(({ result }) => result?.state);
  // A run that could not begin, on a busy machine, has seen nothing and missed nothing.
  if (states.length === 0 && vitest.state.getUnhandledErrors().length === 0) throw new Error('No test was run.');
  const hasFailed = states.some((state) => state !== 'pass') || vitest.state.getUnhandledErrors().length > 0;
  await vitest.close();
  process.exitCode = 0;
  return hasFailed;
}

if (await isSeen(undefined)) throw new Error('The tests fail as they are.');
let [all, seen] = [0, 0];
for (const mutant of sources.split(',').flatMap(mutantsOf)) {
  all += 1;
  if (await isSeen(mutant)) seen += 1;
  else console.log(`${mutant.file.slice(root.length)}:${mutant.line}: ${mutant.was} → ${mutant.by}`);
}
console.log(`${seen} of ${all} changes are seen: ${((100 * seen) / all).toFixed(0)} %.`);
