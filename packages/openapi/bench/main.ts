/**
 * `npm run bench` in this package: CPU time and memory to read a document, to ask for each schema, and to make a sample of each
 * body; of documents in which every schema reaches every other. Give a file to measure that instead.
 */
import { loadDocument, readDocument, sampleOf, schemaOf, type Description, type Json } from '../src/index.ts';

const [file] = process.argv.slice(2);
const sizes = [10, 100, 1_000, 4_000];

if (file === undefined)
  for (const size of sizes) await measure(`${size} operations`, () => readDocument(documentOf(size)));
else await measure(file, () => loadDocument(file));

async function measure(name: string, read: () => Description | Promise<Description>): Promise<void> {
  const start = process.cpuUsage();
  const seconds = (): string => {
    const { user, system } = process.cpuUsage(start);
    return `${((user + system) / 1e6).toFixed(2)} s`;
  };
  const { operations } = await read();
  const schemas = operations.flatMap(({ body, answers }) =>
    [...(body?.contents ?? []), ...answers.flatMap(({ contents }) => contents)].map(({ schema }): Json => schema),
  );
  const ready = seconds();
  for (const schema of schemas) schemaOf(schema);
  const asked = seconds();
  const made = schemas.slice(0, 200).filter((schema) => sampleOf(schema).reason === undefined).length;
  const memory = `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`;
  console.log(`${name}: ready ${ready}, schemas ${asked}, ${made} samples ${seconds()}, ${memory}`);
}

function documentOf(size: number): Json {
  const names = Array.from({ length: size }, (_, index) => `S${index}`);
  const refTo = (index: number): Json => ({ $ref: `#/components/schemas/${names[index % size]}` });
  const schemas = names.map((name, index) => [
    name,
    {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string', pattern: '^[a-z]{3}-[0-9]+$', nullable: true },
        next: refTo(index + 1),
        others: { type: 'array', items: { oneOf: [refTo(index * 7), refTo(index * 13 + 1)] } },
      },
    },
  ]);
  const paths = names.map((name, index) => {
    const content = { 'application/json': { schema: refTo(index) } };
    return [`/${name}`, { post: { requestBody: { content }, responses: { 200: { description: '', content } } } }];
  });
  const info = { title: 'made up', version: '1' };
  return {
    openapi: '3.0.4',
    info,
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}
