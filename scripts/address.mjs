/**
 * `npm run address -- https://github.com/OWNER/NAME`: writes where this repository is, in place of the address that `repository` of
 * package.json has, into all that names it: manifests, pages, actions, images. The packages' scope is their name, and stays.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './child.mjs';

const form = /^(?:git\+)?https:\/\/github\.com\/([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/;
const given = process.argv.slice(2);
const next = given.length === 1 ? form.exec(given[0]) : undefined;
const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
if (next) move(form.exec(repository), next);
else {
  console.error(
    `The address is ${JSON.stringify(given.join(' '))}, expected one such as https://github.com/OWNER/NAME; at present it is ${repository}.`,
  );
  process.exitCode = 2;
}

function move([, owner, name], [, newOwner, newName]) {
  const said = [
    [`${owner}.github.io/${name}`, `${newOwner.toLowerCase()}.github.io/${newName}`],
    // Images have no capitals in their names.
    [`ghcr.io/${owner.toLowerCase()}/`, `ghcr.io/${newOwner.toLowerCase()}/`],
    [`${owner}/${name}`, `${newOwner}/${newName}`],
  ];
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files.map((path) => join(root, path))) {
    const text = readFileSync(file, 'utf8');
    const moved = said.reduce((all, [from, to]) => all.replaceAll(from, to), text);
    if (moved === text) continue;
    writeFileSync(file, moved);
    console.log(file.slice(root.length));
  }
}
