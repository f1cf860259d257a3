/**
 * `npm run release`: packs what is published, holds it to what its users may expect, and publishes what the registry does not have
 * yet. With `--dry-run` it shows what would be published. `--out FOLDER` keeps tarballs and bills of materials there.
 */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { billOfMaterials, dependenciesIn } from './dependencies.ts';
import { faultsOf } from './faults.ts';
import { pack } from './pack.ts';
import { publishedPackages, root } from './published.ts';
import { publish } from './publish.ts';
import { pendingChangesets, whyNotYet } from './versions.ts';
import { tableOf } from './table.ts';

const options = { 'dry-run': { type: 'boolean' }, out: { type: 'string' } } as const;
const { values } = readArguments();
const notYet = whyNotYet(pendingChangesets());
if (notYet !== undefined && !values['dry-run']) {
  console.error(`Nothing is published. ${notYet}`);
  process.exit(1);
}
const out = values.out === undefined ? await mkdtemp(join(tmpdir(), 'release-')) : resolve(root, values.out);
await mkdir(out, { recursive: true });

const packages = publishedPackages();
const names = packages.map(({ name }) => name);
const faults: string[] = [];
const rows: string[][] = [];
for (const each of packages) {
  const packed = await pack(each, out);
  faults.push(...(await faultsOf(packed, names)).map((fault) => `${each.name}: ${fault}`));
  const bill = await billOfMaterials(each.name);
  await writeFile(packed.tarball.replace(/\.tgz$/, '.cdx.json'), bill);
  const others = dependenciesIn(bill).filter(({ id }) => !names.some((name) => id.startsWith(`${name}@`)));
  rows.push([
    each.name,
    each.version,
    `${Math.ceil(packed.bytes / 1_000)} kB`,
    `${others.length}`,
    basename(packed.tarball),
  ]);
}
console.log(tableOf(['package', 'version', 'packed', 'dependencies', 'file'], rows));
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else if (values['dry-run'])
  console.log(
    `\n${notYet === undefined ? '' : `${notYet}\n`}Nothing is published by --dry-run. Tarballs and bills of materials are in ${out}`,
  );
else for (const each of packages) console.log(await publish(each, out));

function readArguments(): ReturnType<typeof parseArgs<{ options: typeof options }>> {
  try {
    return parseArgs({ options });
  } catch (error) {
    console.error(`${(error as Error).message} Expected --dry-run, --out FOLDER, or nothing.`);
    process.exit(2);
  }
}
