import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DocumentError } from '@cc-gateway/openapi';
import { contract } from './built.ts';

const kept = new URL('../versions/', import.meta.url);

/** The versions of the contract that are at hand: the one that was built, then those that are kept, newest first. */
export const contractVersions = (folder: URL = kept): [built: string, ...kept: string[]] => [
  contract.stamp.version,
  // The package of a first version brings none.
  ...(existsSync(folder) ? readdirSync(folder) : [])
    .flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -'.yaml'.length)] : []))
    .toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true })),
];

/** The file of the bundled contract in one of these versions. Throws ContractError, naming all, where it is none of them. */
export function contractFile(version: string, folder: URL = kept): string {
  const [built, ...others] = contractVersions(folder);
  if (version === built) return fileURLToPath(new URL('../dist/openapi.yaml', import.meta.url));
  if (others.includes(version)) return fileURLToPath(new URL(`${version}.yaml`, folder));
  throw new DocumentError(
    `The contract has no version ${JSON.stringify(version)} here, expected ${[built, ...others].join(', ')}.`,
  );
}
