import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { placesOfExtension } from '../lint/extensions.ts';

const folder = new URL('../schemas/', import.meta.url);

test('each extension has a schema, and no other file stands beside them', () => {
  const files = Object.keys(placesOfExtension).map((name) => `${name}.schema.json`);
  expect(readdirSync(folder).toSorted()).toEqual(files.toSorted());
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
