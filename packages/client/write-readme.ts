/** Writes into README.md what it takes from elsewhere: the examples, and the table of outcomes. */
import { readFile, writeFile } from 'node:fs/promises';
import { outcomeTable } from '@cc-gateway/codegen';
import { contract } from '@cc-gateway/spec';
import { format } from 'oxfmt';
import { situations } from './test/situations.ts';

const file = new URL('README.md', import.meta.url);
const style = JSON.parse(await readFile(new URL('../../.oxfmtrc.json', import.meta.url), 'utf8'));

/** The README as it stands, and as it should. */
export async function readme(): Promise<{ stands: string; should: string }> {
  const stands = await readFile(file, 'utf8');
  let should = '';
  for (const part of stands.split(/(?=<!-- (?:begin|end) )/)) {
    const [, name] = /^<!-- begin (\S+) -->/.exec(part) ?? [];
    should += name ? `<!-- begin ${name} -->\n\n${await contentOf(name)}\n\n` : part;
  }
  const { code } = await format('README.md', should, style);
  return { stands, should: code };
}

async function contentOf(name: string): Promise<string> {
  if (name === 'outcomes') return outcomeTable(contract, situations);
  return `\`\`\`ts\n${(await readFile(new URL(name, import.meta.url), 'utf8')).trim()}\n\`\`\``;
}

if (import.meta.main) await writeFile(file, (await readme()).should);
