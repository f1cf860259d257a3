/** Each task that failed in what turbo printed, and each test that failed in it, once. */
export function summaryOf(output) {
  const lines = output.split('\n');
  const tasks = lines.flatMap((line) => /^Failed: +(.+)$/.exec(line)?.[1].split(', ') ?? []);
  const tests = lines.flatMap((line) => {
    const [, task, name] = /^(\S+?): .*?FAIL +(.+?)\s*$/.exec(line) ?? [];
    return task === undefined ? [] : [{ task: task.replace(/:(?=[^:]*$)/, '#'), name }];
  });
  const of = (task) => new Set(tests.filter((test) => test.task === task).map(({ name }) => `    ${name}`));
  return ['', 'Failed:', ...[...new Set(tasks)].flatMap((task) => [`  ${task}`, ...of(task)]), ''].join('\n');
}
