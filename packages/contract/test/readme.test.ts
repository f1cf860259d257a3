import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readFlags } from '../src/command/flags.ts';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, name]) => name === language).map(([, , text]) => text!);

const argumentsOf = (line: string): string[] =>
  line
    .replace(/#.*$/, '')
    .replace(/^.*contract check /, '')
    .split(/\s+/)
    .filter((part) => part !== '');

test('every command of the guide is one that the program takes', async () => {
  const workflow = parse(blocks('yaml').find((text) => text.includes('jobs:'))!) as {
    jobs: Record<string, { steps: { run?: string; uses?: string }[] }>;
  };
  const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const lines = blocks('sh').flatMap((text) => text.replaceAll('\\\n', ' ').split('\n'));
  const commands = [...runs, ...lines].filter((line) => line.includes('contract check '));
  expect(commands.length).toBe(4);
  for (const command of commands) {
    const { positionals } = await readFlags(argumentsOf(command), {});
    expect(positionals).toHaveLength(1);
  }
});
