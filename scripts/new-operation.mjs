/**
 * `npm run new:operation -- METHOD PATH OPERATIONID`: writes the file of a further operation with everything that lint asks
 * for, and its line in the index. What only the sources know is marked with TODO. `--spec FOLDER` is another spec than ours.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  if (!/^\/[^\s?#]*$/.test(path))
    throw new Error(`The path is ${JSON.stringify(path)}, expected one that begins with "/".`);
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

try {
  console.log(written());
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
