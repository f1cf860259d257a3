import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { complaintsOf } from '../src/image.ts';
import { publishedPackages, root } from '../src/published.ts';

const files = globSync('{packages,apps}/*/deploy/Dockerfile', { cwd: root });
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const packages = publishedPackages();

test('every package with a program has an image', () => {
  const folders = packages
    .filter(({ manifest }) => manifest['bin'])
    .map(({ folder }) => join(folder, 'deploy/Dockerfile'));
  expect(files.map((file) => join(root, file)).toSorted()).toEqual(folders.toSorted());
});

test.each(files)('%s has no fault, is made in stages, and ends as no root with what its package brings', (file) => {
  const text = read(file);
  expect(complaintsOf(text)).toEqual([]);
  expect(text.match(/^FROM /gm)!.length).toBeGreaterThan(1);
  const last = text.slice(text.lastIndexOf('FROM '));
  expect(last).toMatch(/^FROM \S+:nonroot$|^USER (?!root|0)/m);
  expect(last).not.toMatch(/^RUN /m);
  const { name } = packages.find(({ folder }) => folder === join(root, dirname(dirname(file))))!;
  expect(text).toContain(`ARG PACKAGE=${name}\n`);
});

test('the release makes an image of each, with its bill of materials and how it was made', () => {
  const { jobs } = parse(read('.github/workflows/release.yml')) as { jobs: { images: Job } };
  const { strategy, steps } = jobs.images;
  expect(strategy.matrix.folder.map((folder) => `${folder}/deploy/Dockerfile`).toSorted()).toEqual(files.toSorted());
  expect(steps.at(-1)!.run).toMatch(/--sbom=true --provenance=mode=max/);
});

test('a fault of a build file is named', () => {
  expect(complaintsOf('FROM node:24\nEXPOSE x\n')).toEqual(['line 2: Invalid containerPort: x']);
});

interface Job {
  strategy: { matrix: { folder: string[] } };
  steps: { run?: string }[];
}

interface Service {
  build: string;
  read_only?: boolean;
  cap_drop?: string[];
  ports?: string[];
  depends_on?: Record<string, unknown>;
}

test('the compose file builds what is there, writes nothing, may nothing, and publishes on loopback alone', () => {
  const { services } = parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Service> };
  expect(
    Object.values(services)
      .map(({ build }) => `${build}/Dockerfile`)
      .toSorted(),
  ).toEqual(files.toSorted());
  for (const { read_only, cap_drop, ports = [], depends_on = {} } of Object.values(services)) {
    expect([read_only, cap_drop]).toEqual([true, ['ALL']]);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    for (const other of Object.keys(depends_on)) expect(services).toHaveProperty(other);
  }
});
