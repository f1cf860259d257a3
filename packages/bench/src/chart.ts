import type { Row, Table } from './benchmark.ts';

const left = 240;
const bars = 380;
const right = 130;
const step = 28;
const top = 34;

/** A table's drawn column as bars, with a line from the least to the greatest; an SVG that suits light and dark pages. */
export function chartOf(table: Table): string {
  const rows = table.rows.filter((row) => row.figures[table.chart] !== undefined);
  const width = left + bars + right;
  const height = top + rows.length * step + 8;
  const most = Math.max(...rows.map((row) => row.figures[table.chart]!.max), Number.MIN_VALUE);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(`${table.title}: ${table.chart}`)}</title>`,
    style,
    `<text class="head" x="${left}" y="18">${escaped(table.chart)}</text>`,
    ...rows.map((row, index) => bar(table, row, top + index * step, bars / most)),
    '</svg>\n',
  ].join('\n');
}

function bar(table: Table, { name, ours, figures }: Row, y: number, scale: number): string {
  const { median, min, max } = figures[table.chart]!;
  const middle = y + 9;
  const at = (value: number): string => (left + value * scale).toFixed(1);
  return [
    `<text class="name" x="${left - 10}" y="${y + 13}">${escaped(name)}</text>`,
    `<rect class="${ours ? 'ours' : 'peer'}" x="${left}" y="${y}" width="${(median * scale).toFixed(1)}" height="18"/>`,
    `<path class="spread" d="M${at(min)} ${middle}H${at(max)}M${at(min)} ${middle - 4}v8M${at(max)} ${middle - 4}v8"/>`,
    `<text x="${(left + max * scale + 8).toFixed(1)}" y="${y + 13}">${median.toFixed(table.columns[table.chart])}</text>`,
  ].join('\n');
}

// An image in a page of markdown sees the colour scheme of its reader, and nothing else of the page.
const style = `<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.head { font-weight: 600; }
.name { text-anchor: end; }
.ours { fill: #1f6feb; }
.peer { fill: #9198a1; }
.spread { stroke: #1f2328; fill: none; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .ours { fill: #4493f8; }
  .peer { fill: #656c76; }
  .spread { stroke: #f0f6fc; }
}
</style>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
