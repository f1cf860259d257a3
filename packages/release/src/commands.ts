import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './published.ts';

/** A command that a page prints. */
export interface Printed {
  /** The page, relative to the workspace. */
  file: string;
  command: string;
}

const pages = [
  '*.md',
  'spec/{README.md,{guides,siblings,versions}/*.md}',
  '{actions,bench}/README.md',
  '{packages,apps}/*/{README,mutants}.md',
];

/**
 * Every command that our pages print: the lines of their shell blocks, joined where they go on, without comments; and what of npm
 * and npx stands in a sentence.
 */
export const printedCommands = (): Printed[] =>
  globSync(pages, { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const lines = [...text.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) =>
      block.replaceAll(/\\\n\s*/g, ' ').split('\n'),
    );
    const sentences = [...text.matchAll(/(?<!`)`((?:npm|npx|pnpm) [^`]+)`/g)].map(([, words = '']) => words);
    return [...lines, ...sentences.map((words) => words.replaceAll('\n', ' '))]
      .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
      .filter((command) => command !== '')
      .map((command) => ({ file, command }));
  });

/** Every command of npm and npx that our workflows and the container for development run. */
export const workflowCommands = (): Printed[] => [
  ...globSync('.github/workflows/*.yml', { cwd: root }).flatMap((file) => {
    const { jobs } = parse(readFileSync(join(root, file), 'utf8')) as Record<'jobs', Record<string, Job>>;
    return Object.values(jobs)
      .flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run.split('\n')))
      .filter((line) => /^(npm|npx|pnpm) /.test(line))
      .map((command) => ({ file, command }));
  }),
  ...['.devcontainer/devcontainer.json'].map((file) => {
    const { postCreateCommand } = parse(readFileSync(join(root, file), 'utf8')) as Record<'postCreateCommand', string>;
    return { file, command: postCreateCommand };
  }),
];

interface Job {
  steps: { run?: string }[];
}
