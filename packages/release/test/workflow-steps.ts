import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../src/published.ts';

interface Job {
  strategy?: { matrix: Record<string, string[]> };
  steps: { run?: string; env?: Record<string, string> }[];
}

/** What a runner puts in place of expressions, beside the values of a job's matrix. */
const expressions: Record<string, string> = { 'github.event.number': '7', 'github.token': 'a-token' };

/** The steps of each job of our workflows that run something, in order: with the variables that they are given. */
export const workflowJobs = (): { job: string; steps: { run: string; env: Record<string, string> }[] }[] =>
  globSync('.github/workflows/*.yml', { cwd: root }).flatMap((file) => {
    const { jobs } = parse(readFileSync(join(root, file), 'utf8')) as { jobs: Record<string, Job> };
    return Object.entries(jobs).map(([name, { strategy, steps }]) => {
      const matrix = Object.entries(strategy?.matrix ?? {}).map(([key, [first]]) => [`matrix.${key}`, String(first)]);
      const known = { ...expressions, ...(Object.fromEntries(matrix) as Record<string, string>) };
      const value = (text: string): string =>
        text.replaceAll(/\$\{\{ ([\w.]+) \}\}/g, (_, expression: string) => {
          if (known[expression] === undefined)
            throw new Error(`${file} asks for ${expression}, expected ${Object.keys(known).join(', ')}.`);
          return known[expression];
        });
      const running = steps.flatMap(({ run, env = {} }) =>
        run === undefined
          ? []
          : [{ run, env: Object.fromEntries(Object.entries(env).map(([variable, text]) => [variable, value(text)])) }],
      );
      return { job: `${basename(file, '.yml')}: ${name}`, steps: running };
    });
  });
