/** Gives each cell the head of its column, for screens that are too narrow for a table: there each row is a card. */
export function mendTables(root: HTMLElement): void {
  for (const table of root.querySelectorAll<HTMLTableElement>('.md-table-wrapper table:not([role])')) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent.trim());
    // A table that is drawn as blocks is none to a screen reader, unless it is said.
    table.role = 'table';
    for (const part of [table.tHead, ...table.tBodies]) if (part) part.role = 'rowgroup';
    for (const row of table.rows) {
      row.role = 'row';
      for (const [index, cell] of [...row.cells].entries()) {
        cell.role = cell.tagName === 'TH' ? 'columnheader' : 'cell';
        const head = heads[index];
        if (cell.role === 'cell' && head) cell.dataset.label = head.endsWith('?') ? head : `${head}:`;
      }
    }
  }
}
