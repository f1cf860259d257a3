import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../src/published.ts';

const read = (file: string): unknown => parse(readFileSync(join(root, file), 'utf8'));

/** What GitHub takes in a field of an issue's form, of the kinds that are used here. */
const taken: Record<string, string[]> = {
  '': ['type', 'id', 'attributes', 'validations'],
  textarea: ['label', 'description', 'placeholder', 'value', 'render'],
  input: ['label', 'description', 'placeholder', 'value'],
};

interface Form {
  name?: string;
  description?: string;
  body: { type: string; attributes: { label: string }; validations?: Record<string, boolean> }[];
}

/** What GitHub would refuse in a form, as it says nothing but that the form is not there. */
const refused = ({ body, ...head }: Form): string[] => [
  ...Object.keys(head).filter((key) => !['name', 'description', 'title', 'labels', 'assignees'].includes(key)),
  ...body.flatMap((field) => [
    ...Object.keys(field).filter((key) => !taken['']!.includes(key)),
    ...Object.keys(field.attributes).filter((key) => !taken[field.type]?.includes(key)),
    ...(typeof field.attributes.label === 'string' ? [] : [`${field.type} without a label`]),
  ]),
];

const forms = globSync('.github/ISSUE_TEMPLATE/*.yml', { cwd: root });

test.each(forms)('%s is a form that GitHub takes', (file) => {
  const form = read(file) as Form;
  expect([form.name, form.description]).toEqual([expect.any(String), expect.any(String)]);
  expect(refused(form)).toEqual([]);
});

test('a sentence that its comma cuts is seen in a form', () => {
  const field = parse('{ type: input, attributes: { label: A, description: One, and two } }') as Form['body'][0];
  expect(refused({ body: [field] })).toEqual(['and two']);
});

test('what the settings for editors name is there: formatter, schemas, and files that these are for', () => {
  const settings = read('.vscode/settings.json') as {
    'editor.defaultFormatter': string;
    'yaml.schemas': Record<string, string[]>;
    'json.schemas': { url: string }[];
  };
  const { recommendations } = read('.vscode/extensions.json') as { recommendations: string[] };
  expect(recommendations).toContain(settings['editor.defaultFormatter']);
  const named = [...Object.keys(settings['yaml.schemas']), ...settings['json.schemas'].map(({ url }) => url)];
  for (const file of named) expect(() => read(file)).not.toThrow();
  const isThere = (glob: string): boolean => globSync(glob, { cwd: root, exclude: ['**/node_modules'] }).length > 0;
  for (const [schema, files] of Object.entries(settings['yaml.schemas']))
    expect([schema, files.some(isThere)]).toEqual([schema, true]);
  const paths = JSON.stringify(settings).match(/"(?:\.\/)?(?:node_modules|packages|spec|apps)\/[^"*]+"/g) ?? [];
  for (const path of paths)
    expect([path, globSync(JSON.parse(path) as string, { cwd: root }).length]).toEqual([path, 1]);
});
