import { pageData } from '../data.ts';
import { element } from '../element.ts';
import type { SandboxFacts } from './sandbox.ts';

type Table = SandboxFacts['tables'][number];

/** What the sandbox knows, as tables; what changed since `before` is marked, with what it was. */
export const worldOf = (now: Table[], before: Table[] | undefined): HTMLElement[] =>
  now.map((table) => {
    const earlier = before?.find(({ name }) => name === table.name);
    const columns = [...new Set(table.rows.flatMap((row) => Object.keys(row)))];
    const head = columns.map((column) => element('th', { scope: 'col' }, column));
    const rows = table.rows.map((row) => rowOf(row, columns, table.key, earlier));
    return element(
      'table',
      {},
      element('caption', {}, table.name),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    );
  });

function rowOf(row: Record<string, unknown>, columns: string[], key: string, earlier: Table | undefined): HTMLElement {
  const old = earlier?.rows.find((candidate) => String(candidate[key]) === String(row[key]));
  const isNew = earlier !== undefined && old === undefined;
  const cells = columns.map((column) => {
    const [is, was] = [textOf(row[column]), textOf(old?.[column])];
    if (!old || is === was) return element('td', {}, is);
    return element('td', { class: 'changed' }, element('del', {}, was), ' → ', element('ins', {}, is));
  });
  return element('tr', { class: isNew ? 'changed' : undefined }, ...cells);
}

/** The changes between two states, as a sentence for each: what a person who cannot see the tables hears. */
export const changesOf = (now: Table[], before: Table[]): string[] =>
  now.flatMap(({ name, key, rows }) => {
    const earlier = before.find((table) => table.name === name)?.rows ?? [];
    return rows.flatMap((row) => {
      const old = earlier.find((candidate) => String(candidate[key]) === String(row[key]));
      if (!old) return [`${name} ${textOf(row[key])}: ${pageData.texts.fresh}`];
      return Object.keys(row)
        .filter((column) => textOf(row[column]) !== textOf(old[column]))
        .map((column) => `${name} ${textOf(row[key])}: ${column} ${textOf(old[column])} → ${textOf(row[column])}`);
    });
  });

const textOf = (value: unknown): string =>
  value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value);
