import { isDeepStrictEqual } from 'node:util';
import type { Found, Level, Version } from './version.ts';
import { descend, type Node } from '../reading/node.ts';

import type { Notes } from '../comparing/difference.ts';

/** How the tables that scenarios fill change: a scenario that was valid must stay valid. */
export function compareState(before: Version, after: Version, notes: Notes): Found[] {
  const differences: Found[] = [];
  const change = (level: Level, message: string, side: 'base' | 'revision', keys: string[]): void => {
    differences.push({ level, rule: 'state', message, place: { side, keys: ['x-state', ...keys] } });
  };
  const later = after.contract.tables;
  for (const { name, key, columns, examples } of before.contract.tables) {
    const now = later.find((table) => table.name === name);
    if (!now) {
      change('major', `the table ${name} was removed`, 'base', [name]);
      continue;
    }
    if (!isDeepStrictEqual(examples, now.examples))
      change('patch', `${name} has other rows`, 'revision', [name, 'examples']);
    if (now.key !== key) change('major', `the key of ${name} is ${now.key}, was ${key}`, 'revision', [name, 'key']);
    for (const [column] of Object.entries(columns)) {
      const keys = [name, 'columns', column];
      if (!(column in now.columns)) change('major', `${name} has lost its column ${column}`, 'base', keys);
      else {
        const [base, revision] = [before, after].map(({ tree }) => [descend(tree.root, 'x-state', ...keys)]) as [
          Node[],
          Node[],
        ];
        notes.schemas({ base, revision, direction: 'request', what: `the column ${name}.${column}`, operation: '' });
      }
    }
    for (const column of Object.keys(now.columns)) {
      if (!(column in columns))
        change('minor', `${name} has a new column ${column}`, 'revision', [name, 'columns', column]);
    }
  }
  for (const { name } of later) {
    if (!before.contract.tables.some((table) => table.name === name))
      change('minor', `the table ${name} was added`, 'revision', [name]);
  }
  return differences;
}
