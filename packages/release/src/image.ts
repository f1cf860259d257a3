import { execFile } from 'node:child_process';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DockerfileParser, type Copy, type Instruction, type JSONInstruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';

/** What an image has become by its steps, in a folder that stands for its file system. */
export interface Built {
  /** The folder of the last stage. */
  root: string;
  /** What is run in it, and with what. */
  entrypoint: string[];
  /** What tells by its exit code whether that is well; empty where nothing does. */
  healthcheck: string[];
  /** The image that the last stage stands on. */
  base: string;
}

/** What is wrong with a build file, in words; empty where nothing is. */
export const complaintsOf = (dockerfile: string): string[] =>
  validate(dockerfile).map(({ message, range }) => `line ${range.start.line + 1}: ${String(message)}`);

/**
 * Takes each step of a build file in folders of its own, since no engine is at hand: RUN in the shell of this machine, COPY
 * from stage to stage. `args` are what --build-arg gives. Throws Error where a step fails, or is of a kind that is not known.
 */
export async function buildByHand(
  dockerfile: string,
  folder: string,
  args: Record<string, string>,
  env: NodeJS.ProcessEnv,
): Promise<Built> {
  const stages = new Map<string, string>();
  const built: Built = { root: folder, entrypoint: [], healthcheck: [], base: '' };
  let cwd = folder;
  let own: Record<string, string> = {};
  const steps: Record<string, (words: string[], text: string, step: Instruction) => Promise<unknown> | void> = {
    FROM: ([image = '', , name = `stage-${stages.size}`]) => {
      built.base = image;
      cwd = built.root = join(folder, name);
      own = {};
      stages.set(name, built.root);
      return mkdir(built.root, { recursive: true });
    },
    ARG: (_, text) => {
      const [name = '', value = ''] = text.split('=');
      own[name] = args[name] ?? value;
    },
    WORKDIR: ([path = '']) => mkdir((cwd = join(built.root, path)), { recursive: true }),
    RUN: (_, text) => {
      const outside = /(?:^|\s)\/\S*/.exec(text);
      if (outside) throw new Error(`RUN names ${outside[0].trim()}, expected paths within the working directory.`);
      return promisify(execFile)('sh', ['-c', text], { cwd, env: { ...env, ...own } });
    },
    async COPY([source = '', target = ''], _, step) {
      const from = (step as Copy).getFromFlag()?.getValue();
      const stage = stages.get(from ?? '');
      if (stage === undefined)
        throw new Error(`COPY takes from ${String(from)}, expected one of ${[...stages.keys()].join(', ')}.`);
      await mkdir(dirname(join(built.root, target)), { recursive: true });
      // Thousands of files: they are moved, and a stage that is copied from twice is found empty.
      await rename(join(stage, source), join(built.root, target));
    },
    ENTRYPOINT: (_, __, step) => {
      built.entrypoint = (step as JSONInstruction)
        .getJSONStrings()
        .map((word) => JSON.parse(word.getValue()) as string);
    },
    EXPOSE: () => {},
    HEALTHCHECK: (_, text) => {
      built.healthcheck = JSON.parse(/^CMD (\[.*\])$/.exec(text)![1]!) as string[];
    },
    CMD: () => {},
  };
  for (const step of DockerfileParser.parse(dockerfile).getInstructions()) {
    const take = steps[step.getKeyword()];
    if (!take) throw new Error(`${step.getKeyword()} is no step that is known here: ${Object.keys(steps).join(', ')}.`);
    await take(
      step.getArguments().map((word) => word.getValue()),
      step.getRawArgumentsContent() ?? '',
      step,
    );
  }
  return built;
}
