import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

const samples = new URL('../samples/', import.meta.url);
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each(readdirSync(samples))('the README shows %s as it is', (file) => {
  const language = file.endsWith('.ts') ? 'ts' : 'yaml';
  expect(readme).toContain(`\`\`\`${language}\n${readFileSync(new URL(file, samples), 'utf8')}\`\`\``);
});

/** What a sample prints, run where the document of the README lies. */
async function printedBy(file: string): Promise<unknown[]> {
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(fileURLToPath(samples));
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    await import(new URL(file, samples).href);
    return log.mock.calls.flat();
  } finally {
    cwd.mockRestore();
    log.mockRestore();
  }
}

test('the samples print what their comments say', async () => {
  expect(await printedBy('document.ts')).toEqual(['putThing', false]);
  expect(await printedBy('schema.ts')).toMatchObject([
    [{ pointer: '/size', keyword: 'minimum', message: 'must be >= 1', place: {} }],
  ]);
  expect(await printedBy('requests.ts')).toMatchObject([
    { method: 'PUT', target: '/things/a%2Fb?tags=x,y', headers: { 'X-Key': 'secret' }, body: '{"size":5}' },
    { id: 'a/b' },
    { key: 'secret' },
    [{ kind: 'query', code: 'unreadable', pointer: '/query/tags', message: 'stands twice' }],
  ]);
});
