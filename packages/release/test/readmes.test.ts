import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { printedCommands, workflowCommands } from '../src/commands.ts';
import { pictureOfPackages } from '../src/picture.ts';
import { publishedPackages, readManifest, root } from '../src/published.ts';
import { isByItself, placeOf, typedIn } from './typed.ts';

const run = promisify(execFile);

/** The programs of the published packages, each with its file. */
const programs = new Map(
  publishedPackages().flatMap(({ folder, manifest }) =>
    Object.entries((manifest['bin'] ?? {}) as Record<string, string>).map(([name, file]): [string, string] => [
      name,
      join(folder, file),
    ]),
  ),
);

/** The packages that have a program, each with its program's name. */
const runnable = new Map(
  publishedPackages().flatMap(({ name, manifest }): [string, string][] => {
    const [program] = Object.keys(manifest['bin'] ?? {});
    return program === undefined ? [] : [[name, program]];
  }),
);

const printed = [...printedCommands(), ...workflowCommands()].map(({ file, command }): [string, string] => [
  file,
  command,
]);

const help = new Map<string, Promise<string>>();
const helpOf = (program: string, ...words: string[]): Promise<string> => {
  const key = [program, ...words].join(' ');
  const known =
    help.get(key) ?? run(process.execPath, [programs.get(program)!, ...words, '--help']).then(({ stdout }) => stdout);
  help.set(key, known);
  return known;
};

/** What is wrong with a command; undefined where it can be typed as printed. */
async function wrongWith(command: string): Promise<string | undefined> {
  const [first = '', ...rest] = command.split(/\s+/);
  if (/^[A-Z_]+=/.test(first)) return rest.length === 0 ? undefined : wrongWith(rest.join(' '));
  if (first === 'npm') return wrongWithNpm(rest);
  if (first === 'npx') return wrongWithNpx(rest);
  if (programs.has(first)) return `${first} is on nobody's path: npx runs it, by its package`;
  return /^(curl|export|git|docker|kubectl|cd)$/.test(first) ? undefined : `${first} is no program that is known here`;
}

function wrongWithNpm(words: string[]): string | undefined | Promise<string | undefined> {
  const at = words.indexOf('--prefix');
  const [verb = '', name = '', ...args] = (at < 0 ? words : words.toSpliced(at, 2)).filter(
    (word) => word !== '--silent',
  );
  if (verb === 'install' || verb === 'add' || verb === 'i') return undefined;
  const script = verb === 'run' ? name : verb;
  const { scripts } = readManifest(join(root, at < 0 ? '.' : words[at + 1]!)) as { scripts?: Record<string, string> };
  if (scripts?.[script] === undefined) return `package.json has no script ${JSON.stringify(script)}`;
  const [, folder] = /command\.mjs (\S+)/.exec(scripts[script]) ?? [];
  if (folder === undefined) return undefined;
  const program = Object.keys(readManifest(join(root, folder))['bin'] as object)[0]!;
  return wrongWithProgram(
    program,
    args.filter((each) => each !== '--'),
  );
}

function wrongWithNpx([name = '', ...args]: string[]): string | undefined | Promise<string | undefined> {
  const program = runnable.get(name);
  if (program === undefined) return `npx ${name} is none of our scoped packages`;
  return wrongWithProgram(program, args);
}

async function wrongWithProgram(program: string, args: string[]): Promise<string | undefined> {
  const own = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined);
  const general = await helpOf(program);
  const word =
    own[0] !== undefined && /^[a-z]+$/.test(own[0]) && new RegExp(`^${program} ${own[0]}\\b`, 'm').test(general)
      ? own[0]
      : undefined;
  const text = word === undefined ? general : await helpOf(program, word);
  const flags = own.filter((each) => each.startsWith('--')).map((each) => each.split('=')[0]!);
  const unknown = flags.filter((flag) => !new RegExp(`${flag}(?![\\w-])`).test(text + general));
  return unknown.length > 0 ? `${program} ${word ?? ''} has no ${unknown.join(', ')}` : undefined;
}

test('the tree of the README has every package, and every folder that it names is there', () => {
  const [, tree = ''] = /```text\n(spec\/[^]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))!;
  const folders = globSync('{packages,apps}/*/package.json', { cwd: root }).map((file) => basename(dirname(file)));
  for (const folder of folders) expect(tree).toContain(`${folder}/`);
  const named = [...tree.matchAll(/^(?: {2})?([\w.-]+\/)(?:, ([\w.-]+\/))?/gm)].flatMap(([, one, other]) => [
    one,
    other,
  ]);
  for (const name of named.filter((each) => each !== undefined)) {
    expect([name, globSync(`{,spec/,packages/,apps/}${name}`, { cwd: root }).length]).not.toEqual([name, 0]);
  }
});

test('the picture of the packages is that of their manifests', () => {
  expect(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')).toContain(`<!-- picture -->\n${pictureOfPackages()}\n`);
});

test.each(publishedPackages())(
  'the README of $name says how it is installed, and what it needs',
  ({ folder, name, manifest }) => {
    const text = readFileSync(join(folder, 'README.md'), 'utf8');
    const { node } = manifest['engines'] as { node: string };
    expect(text).toContain(`\nnpm install ${name}\n`);
    expect(text).toContain(`Needs Node ${node.replace('>=', '')} or later`);
  },
);

test('there are commands to look at', () => {
  expect(printed.length).toBeGreaterThan(25);
});

test.each(printed)('%s: `%s` can be typed as printed', async (_, command) => {
  expect(await wrongWith(command)).toBeUndefined();
});

/** What runs the tests of a clone as a whole. */
const automatic = ['.ci/run', ...globSync('.github/workflows/*.yml', { cwd: root })]
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

test('each printed command is typed by a test, as placeOf() says, or runs tests itself and is run by CI', () => {
  const all = printedCommands();
  expect(all.filter(({ command }) => placeOf(command) === undefined)).toEqual([]);
  // Without an engine, each step of the images is taken by hand, and so are their entry point and their check of health.
  const container = typedIn('container').filter((command) => !/^docker (compose up|run .*\/sandbox)$/.test(command));
  expect(container).toEqual([]);
  const left = typedIn('clone').filter(isByItself);
  expect(left.filter((command) => !new RegExp(`^(?: *- run: )?${command}$`, 'm').test(automatic))).toEqual([]);
});

test.each(['kubectl apply -f a.yaml', 'pnpm install', 'cc-gateway-mock'])('`%s` would be typed by none', (command) => {
  expect(placeOf(command)).toBeUndefined();
});

test.each([
  ['npm run nothing', 'no script "nothing"'],
  ['npx cc-gateway-mock', 'none of our scoped packages'],
  ['npx @cc-gateway/mock --no-such-flag', 'has no --no-such-flag'],
  ['cc-gateway-contract check http://a', "on nobody's path"],
  ['npx @cc-gateway/contract check http://a --fail-on-nothing', 'check has no --fail-on-nothing'],
  ['pnpm run write', 'no program that is known'],
  ['npm run write --prefix packages/mock', 'no script "write"'],
  ['npm run contract -- diff main --levle minor', 'diff has no --levle'],
  ['some-program', 'no program that is known'],
])('`%s` is found wrong', async (command, message) => {
  expect(await wrongWith(command)).toContain(message);
});
