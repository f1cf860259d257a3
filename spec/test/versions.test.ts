import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { contract, contractFile, contractVersions, isSameStamp, loadContract } from '../src/index.ts';

/** A folder in which versions are kept. */
async function keptIn(...versions: string[]): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'versions-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const version of [...versions.map((each) => `${each}.yaml`), 'README.md'])
    await writeFile(join(folder, version), '');
  return pathToFileURL(`${folder}/`);
}

const built = contract.stamp.version;

test('the versions at hand are the one that was built, and those that are kept, newest first', async () => {
  expect(contractVersions(await keptIn('0.9.0', '0.10.0', '0.2.0'))).toEqual([built, '0.10.0', '0.9.0', '0.2.0']);
});

test('where none was kept yet, as in the package of a first version, the one that was built is at hand', async () => {
  const none = new URL('nowhere/', await keptIn());
  expect(contractVersions(none)).toEqual([built]);
  expect(contractFile(built, none)).toBe(contractFile(built));
  expect(() => contractFile('9.0.0', none)).toThrow(`expected ${built}.`);
});

test('a version is the file of its bundle, and one that is not there names those that are', async () => {
  const folder = await keptIn('0.9.0');
  expect(contractFile('0.9.0', folder)).toBe(fileURLToPath(new URL('0.9.0.yaml', folder)));
  expect((await loadContract(contractFile(built, folder))).stamp).toEqual(contract.stamp);
  for (const version of ['0.9', '9.0.0', 'README', '../openapi', ''])
    expect(() => contractFile(version, folder)).toThrow(
      `The contract has no version ${JSON.stringify(version)} here, expected ${built}, 0.9.0.`,
    );
});

test('stamps are compared as far as their hashes are told', () => {
  const { version, hash } = contract.stamp;
  expect(isSameStamp(contract.stamp, { version, hash: hash.slice(0, 12) })).toBe(true);
  expect(isSameStamp({ version, hash: hash.slice(0, 12) }, contract.stamp)).toBe(true);
  expect(isSameStamp(contract.stamp, { version: `${version}1`, hash })).toBe(false);
  expect(isSameStamp(contract.stamp, { version, hash: hash.replace(/./, 'x') })).toBe(false);
});
