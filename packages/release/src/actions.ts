import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './published.ts';

/** A composite action of this repository. */
export interface Action {
  name: string;
  description: string;
  inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  runs: { using: string; steps: Step[] };
}

interface Step {
  uses?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
}

/** The actions of this repository, by the names of their folders. */
export const actions = (): Map<string, Action> =>
  new Map(
    readdirSync(join(root, 'actions'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => [name, parse(readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8')) as Action]),
  );

/** The inputs of every action, as its page has them. */
export const inputsMarkdown = (): string =>
  [...actions()]
    .map(([name, { description, inputs }]) => {
      const rows = Object.entries(inputs).map(
        ([input, { description: what, required, default: value }]) =>
          `| \`${input}\` | ${what} | ${required ? 'required' : value === undefined ? '' : `\`${value}\``} |`,
      );
      return [
        `## ${name}`,
        '',
        `${description}.`,
        '',
        '| input | meaning | unless told |',
        '| --- | --- | --- |',
        ...rows,
      ].join('\n');
    })
    .join('\n\n');
