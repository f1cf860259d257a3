import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './published.ts';

/** A command that a page prints. */
export interface Printed {
  /** The page, relative to the workspace. */
  file: string;
  command: string;
  /** What is set in lines before it in its block. */
  set: string[];
}

/** A line that sets what later lines of its block read. */
export const assignment = /^(?:export )?[A-Z_]+=\S+(?: [A-Z_]+=\S+)*$/;

const pages = [
  '*.md',
  'spec/{README.md,{guides,siblings,versions}/*.md}',
  '{actions,bench}/README.md',
  '{packages,apps}/*/!(CHANGELOG).md',
];

/**
 * Every command that our pages print: the lines of their shell blocks, joined where they go on, without comments; and what of npm
 * and npx stands in a sentence.
 */
export const printedCommands = (): Printed[] =>
  globSync(pages, { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const blocks = [...text.matchAll(/```(?:sh|bash|shell|console)\n([^]*?)```/g)].map(([, block = '']) => block);
    const sentences = [...text.matchAll(/(?<!`)`((?:npm|npx|pnpm) [^`]+)`/g)].map(([, words = '']) =>
      words.replaceAll('\n', ' '),
    );
    return [...blocks, ...sentences].flatMap((block) => {
      const lines = block
        .replaceAll(/\\\n\s*/g, ' ')
        .split('\n')
        .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
        .filter((command) => command !== '');
      return lines.map((command, at) => ({
        file,
        command,
        set: lines.slice(0, at).filter((line) => assignment.test(line)),
      }));
    });
  });

/** Every command of npm and npx that our workflows and the container for development run. */
export const workflowCommands = (): Printed[] => [
  ...globSync('.github/workflows/*.yml', { cwd: root }).flatMap((file) => {
    const { jobs } = parse(readFileSync(join(root, file), 'utf8')) as Record<'jobs', Record<string, Job>>;
    return Object.values(jobs)
      .flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run.split('\n')))
      .filter((line) => /^(npm|npx|pnpm) /.test(line))
      .map((command) => ({ file, command, set: [] }));
  }),
  ...['.devcontainer/devcontainer.json'].map((file) => {
    const { postCreateCommand } = parse(readFileSync(join(root, file), 'utf8')) as Record<'postCreateCommand', string>;
    return { file, command: postCreateCommand, set: [] };
  }),
];

interface Job {
  steps: { run?: string }[];
}
