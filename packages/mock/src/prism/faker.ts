import { modules } from '../modules.ts';

/** Sets up what makes answers at random, as Prism does, and then as a document wants it (`x-json-schema-faker`). */
export function setFaker(options: Record<string, unknown>): void {
  modules.prism.resetJSONSchemaGenerator();
  for (const [name, value] of Object.entries(options)) {
    if (name !== 'locale') modules.faker.JSONSchemaFaker.option(camelCase(name), value);
  }
}

const camelCase = (name: string): string =>
  name.replaceAll(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
