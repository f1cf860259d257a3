import type { Contract } from '../contract.ts';
import { exampleWorld } from '../world.ts';
import { table } from './table.ts';
import { asWritten, type Translate } from './translate.ts';

/** What the mock's first world holds, as a table: each table of the contract, how many rows it has, and their keys. */
export function worldMarkdown(contract: Contract, t: Translate = asWritten): string {
  const rows = exampleWorld(contract).rows();
  const lines = contract.tables.map(({ name, key }) => {
    const known = rows[name] ?? [];
    const named = known.map(({ [key]: id, ...columns }) => [`\`${String(id)}\``, ...columnsText(columns)].join(' '));
    return [t(name), String(known.length), named.join('; ')];
  });
  return lines.length === 0 ? '' : table([t('what it knows'), t('how many'), t('which')], lines);
}

const columnsText = (columns: Record<string, unknown>): string[] => {
  const texts = Object.entries(columns).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`,
  );
  return texts.length === 0 ? [] : [`(${texts.join('; ')})`];
};
