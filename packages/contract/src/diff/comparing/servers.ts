import type { Json } from '@cc-gateway/spec';
import { child, children, type Node } from '../reading/node.ts';
import { isEqual } from '../schemas/unit.ts';
import type { Notes } from './difference.ts';
import { compareWords } from './words.ts';

/** Compares servers as a set, and the variables of each. */
export function compareServers(base: Node, revision: Node, notes: Notes, operations: string[]): void {
  const [then, now] = [serversIn(base), serversIn(revision)];
  for (const [url, before] of then) {
    const after = now.get(url);
    if (after) compareOne(before, after, url, notes, operations);
    else
      notes.tell({
        level: 'major',
        rule: 'server-removed',
        message: `the server ${url} was removed`,
        keyword: 'servers',
        operations,
        base: before,
      });
  }
  for (const [url, after] of now) {
    if (!then.has(url))
      notes.tell({
        level: 'minor',
        rule: 'server-added',
        message: `the server ${url} was added`,
        keyword: 'servers',
        operations,
        revision: after,
      });
  }
}

/** By address. The place of the document is the server where none is named. */
function serversIn(list: Node): Map<string, Node> {
  const servers = children(list).filter(({ value }) => typeof value?.url === 'string');
  const [only, ...more] = servers;
  if (only?.value.url === '/' && more.length === 0) return new Map();
  return new Map(servers.map((server) => [addressOf(server.value.url), server]));
}

/** An address in one spelling: hosts in small letters, without the port that is meant anyway or a slash at the end. */
const addressOf = (url: string): string =>
  url
    .replace(/^(https?):\/\/([^/{}]*)(?=\/|$)/iu, (text) => text.toLowerCase())
    .replace(/^(https:\/\/[^/]*):443(?=\/|$)|^(http:\/\/[^/]*):80(?=\/|$)/u, '$1$2')
    .replace(/(?<=.)\/$/u, '');

function compareOne(base: Node, revision: Node, url: string, notes: Notes, operations: string[]): void {
  compareWords(base, revision, `the server ${url}`, operations, notes, ['description', 'name']);
  const [then, now] = [base, revision].map(
    (server) => new Map(children(child(server, 'variables')).map((variable) => [String(variable.key), variable])),
  );
  for (const name of new Set([...then!.keys(), ...now!.keys()])) {
    const [before, after] = [then!.get(name), now!.get(name)];
    const tell = (level: 'major' | 'minor', message: string): void =>
      notes.tell({
        level,
        rule: 'server-variable',
        message: `the variable ${name} of the server ${url} ${message}`,
        keyword: 'variables',
        operations,
        base: before,
        revision: after,
      });
    if (!before) tell('minor', 'was added');
    else if (!after) tell('major', 'was removed');
    else compareVariable(before.value, after.value, tell);
  }
}

function compareVariable(then: Json, now: Json, tell: (level: 'major' | 'minor', message: string) => void): void {
  if (!isEqual(then?.default, now?.default))
    tell('major', `is ${JSON.stringify(now?.default)} unless told, was ${JSON.stringify(then?.default)}`);
  const [before, after]: [Json[] | undefined, Json[] | undefined] = [then?.enum, now?.enum];
  const lost = after ? (before ?? []).filter((value) => !after.includes(value)) : [];
  if (lost.length > 0) tell('major', `can no longer be ${lost.join(', ')}`);
  else if (after && !before) tell('major', `can only be ${after.join(', ')} now`);
  else if (before && (!after || after.some((value) => !before.includes(value)))) tell('minor', 'can be more');
}
