import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { expect, test } from 'vitest';
import { actions } from '../src/actions.ts';
import { root } from '../src/published.ts';

type Parse = typeof parseAction;

/** What GitHub's own reader finds wrong in a file by the schema of its kind. */
const problemsOf = (parse: Parse, content: string): string[] =>
  parse({ name: 'file.yml', content }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(({ message }) => message);

const folder = join(root, '.github/workflows');
const workflows = await readdir(folder);

test.each([...actions().keys()])('the action %s keeps the schema of actions', async (name) => {
  expect(problemsOf(parseAction, await readFile(join(root, 'actions', name, 'action.yml'), 'utf8'))).toEqual([]);
});

test.each(workflows)('the workflow %s keeps the schema of workflows', async (file) => {
  expect(problemsOf(parseWorkflow, await readFile(join(folder, file), 'utf8'))).toEqual([]);
});

test('what breaks a schema is told', async () => {
  const [name] = actions().keys();
  const action = await readFile(join(root, 'actions', name!, 'action.yml'), 'utf8');
  expect(problemsOf(parseAction, action.replace('using:', 'uses:'))).not.toEqual([]);
  expect(problemsOf(parseAction, action.replace('description:', 'about:'))).not.toEqual([]);
  const workflow = await readFile(join(folder, workflows[0]!), 'utf8');
  expect(problemsOf(parseWorkflow, workflow.replace('runs-on:', 'runs-at:'))).not.toEqual([]);
});
