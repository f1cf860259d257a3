import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { placesOfExtension } from '../lint/extensions.ts';

const folder = new URL('../schemas/', import.meta.url);

test('each extension has a schema, and no other file stands beside them', () => {
  const files = Object.keys(placesOfExtension).map((name) => `${name}.schema.json`);
  expect(readdirSync(folder).toSorted()).toEqual(files.toSorted());
});

test('the editor knows every extension, in the files where it stands', () => {
  const root = new URL('../../', import.meta.url);
  const { 'yaml.schemas': wired } = JSON.parse(readFileSync(new URL('.vscode/settings.json', root), 'utf8'));
  const known = Object.entries<string[]>(wired).flatMap(([schema, files]) => {
    for (const file of files)
      expect([file, globSync(file, { cwd: root }).length > 0 || file.startsWith('**')]).toEqual([file, true]);
    if (!schema.startsWith('./.vscode/')) return [];
    const text = readFileSync(new URL(schema, root), 'utf8');
    const refs = [...text.matchAll(/"\$ref": "([^"]+)"/g)].map(([, ref]) => new URL(ref!, new URL(schema, root)));
    for (const ref of refs) expect(existsSync(ref)).toBe(true);
    return refs.map((ref) => ref.pathname.split('/').at(-1)!.replace('.schema.json', ''));
  });
  expect([...new Set(known)].toSorted()).toEqual(Object.keys(placesOfExtension).toSorted());
});

test.each(readdirSync(folder))('%s titles and describes itself and each member', (file) => {
  const bare: string[] = [];
  visit(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), '#');
  expect(bare).toEqual([]);

  function visit(schema: Record<string, object>, place: string): void {
    if (!('$ref' in schema) && !(schema['title'] && schema['description'])) bare.push(place);
    for (const [name, member] of Object.entries(schema['properties'] ?? {})) visit(member, `${place}/${name}`);
    for (const part of ['items', 'additionalProperties']) {
      if (typeof schema[part] === 'object') visit(schema[part] as Record<string, object>, `${place}/${part}`);
    }
  }
});
