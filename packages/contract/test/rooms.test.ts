import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

const source = resolve(import.meta.dirname, '../src');

/** The rooms as the page of the rooms lists them, the highest first: `check/probes/http`. */
async function readRooms(): Promise<string[]> {
  const page = await readFile(resolve(import.meta.dirname, '../rooms.md'), 'utf8');
  const [, picture = ''] = /```\n([^]*?)```/.exec(page) ?? [];
  const above: string[] = [];
  return picture
    .split('\n')
    .filter((line) => /^ *[\w-]+\/ /.test(line))
    .map((line) => {
      above.splice(line.search(/\S/) / 2, Infinity, /[\w-]+/.exec(line)![0]);
      return above.join('/');
    });
}

const roomOf = (file: string): string => relative(source, dirname(file)).replaceAll(sep, '/');

/** Houses that every other may read. */
const shared = new Set(['escaping', 'patterns', 'redaction']);

/** Why a room may not read another; undefined where it may. */
function obstacle(rooms: string[], from: string, to: string): string | undefined {
  if (from === to || from === '') return undefined;
  const [reader, read] = [rooms.indexOf(from), rooms.indexOf(to)];
  if (read < reader) return `${to || 'the root'} lies above ${from}`;
  const [house, other] = [from, to].map((room) => room.split('/')[0]);
  const isShared = shared.has(other!) || (house === 'traffic' && /^check\/(answers|wire)(\/|$)/.test(to));
  return house !== other && house !== 'command' && !isShared ? `${house} does not read ${other}` : undefined;
}

test('every room reads downwards only, in the order in which their page draws them', async () => {
  const rooms = await readRooms();
  const wrong: string[] = [];
  for (const name of globSync('**/*.ts', { cwd: source })) {
    const text = await readFile(join(source, name), 'utf8');
    for (const [, path = ''] of text.matchAll(/(?:\bfrom|\bimport\(?)\s*'(\.[^']*)'/g)) {
      const reason = obstacle(rooms, roomOf(join(source, name)), roomOf(resolve(source, dirname(name), path)));
      if (reason !== undefined) wrong.push(`${name} imports ${path}: ${reason}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('their page draws every room', async () => {
  const folders = new Set(globSync('**/*.ts', { cwd: source }).map((name) => roomOf(join(source, name))));
  const above = [...folders].flatMap((room) => room.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/')));
  expect(new Set(await readRooms())).toEqual(new Set(above.filter((room) => room !== '')));
});
