import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './published.ts';

/** A command that a page prints. */
export interface Printed {
  /** The page, relative to the workspace. */
  file: string;
  command: string;
}

const pages = ['README.md', 'CONTRIBUTING.md', 'spec/README.md', 'actions/README.md', '{packages,apps}/*/README.md'];

/** Every command that our pages print: the lines of their shell blocks, joined where they go on, without comments. */
export const printedCommands = (): Printed[] =>
  globSync(pages, { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) =>
      block
        .replaceAll(/\\\n\s*/g, ' ')
        .split('\n')
        .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
        .filter((command) => command !== '')
        .map((command) => ({ file, command })),
    ),
  );
