/**
 * `npm run new:operation -- METHOD PATH OPERATIONID`: writes the file of a further operation with everything that lint asks
 * for, and its line in the index. What only the sources know is marked with TODO. `--spec FOLDER` is another spec than ours.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { operationFile } from './operation-file.mjs';

const usage =
  'Expected: npm run new:operation -- METHOD PATH OPERATIONID, for example: put /agents/{agentid}/rest restAgent';
const methods = ['get', 'put', 'post', 'delete', 'patch'];

/** Throws an Error with a sentence where the arguments are not as expected. */
function written() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { spec: { type: 'string', default: fileURLToPath(new URL('../spec/', import.meta.url)) } },
  });
  const [method = '', path = '', id = ''] = positionals;
  if (positionals.length !== 3) throw new Error(`${positionals.length} arguments were given. ${usage}`);
  if (!methods.includes(method.toLowerCase())) {
    throw new Error(`The method is ${JSON.stringify(method)}, expected one of: ${methods.join(', ')}.`);
  }
  const expected = pathProblem(path);
  if (expected) throw new Error(`The path is ${JSON.stringify(path)}, expected ${expected}.`);
  if (id.trim() === '') throw new Error(`The operationId is ${JSON.stringify(id)}, expected a name.`);
  const other = holderOf(id, join(values.spec, 'paths'));
  if (other)
    throw new Error(`The operationId ${JSON.stringify(id)} is taken by spec/paths/${other}. Expected another.`);
  const index = join(values.spec, 'openapi.yaml');
  const text = readFileSync(index, 'utf8');
  const { file, line, content } = operationFile(method.toLowerCase(), path, id);
  if (text.includes(`\n  ${path}:`)) {
    throw new Error(
      `${path} is in the contract. Write the method ${method} into the file that its line in spec/openapi.yaml names.`,
    );
  }
  if (existsSync(join(values.spec, file)))
    throw new Error(`spec/${file} is there already. Expected a path of its own.`);
  mkdirSync(dirname(join(values.spec, file)), { recursive: true });
  writeFileSync(join(values.spec, file), content);
  writeFileSync(
    index,
    text.replace(/^paths:\n(?: .*\n)*/m, (paths) => `${paths}  ${line}\n`),
  );
  return `spec/${file} is written, and its line in spec/openapi.yaml. Fill in each TODO; lint says at the next build what is missing.`;
}

/** What was expected of a path that no operation can have. */
function pathProblem(path) {
  const segments = path.split('/').slice(1);
  const names = segments.flatMap((segment) => [...segment.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (!path.startsWith('/')) return 'one that begins with "/"';
  if (/[\s?#]/.test(path)) return 'one without white space, query and fragment';
  if (path.length > 1 && segments.some((segment) => ['', '.', '..'].includes(segment)))
    return 'one whose segments are all there, and none of them "." or ".."';
  if (segments.some((segment) => /[{}]/.test(segment.replaceAll(/\{[^{}]+\}/g, ''))))
    return 'each parameter as {name} within a segment';
  return twice === undefined ? undefined : `the name ${twice} once`;
}

/** The file under `folder` that has an operation of this id. */
function holderOf(id, folder) {
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replaceAll('\\', '/'));
  const said = new Set([id, JSON.stringify(id), `'${id}'`]);
  return files.find((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^ +operationId: (.*?)\s*$/gm)].some(([, each]) =>
      said.has(each),
    ),
  );
}

try {
  console.log(written());
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
