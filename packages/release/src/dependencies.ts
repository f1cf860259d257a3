import { pnpm } from './pnpm.ts';
import { root } from './published.ts';

/** A package that comes along. */
export interface Dependency {
  /** Name and version. */
  id: string;
  /** As it says itself, in the words of SPDX where it can. */
  licence: string;
}

interface Component {
  group?: string;
  name: string;
  version: string;
  licenses?: { expression?: string; license?: { id?: string; name?: string } }[];
}

/** A package's bill of materials, as CycloneDX, from the lockfile. */
export const billOfMaterials = (name: string): Promise<string> =>
  pnpm(root, '--filter', name, 'sbom', '--sbom-format', 'cyclonedx', '--prod');

/** All that is installed with a package. */
export async function dependenciesOf(name: string): Promise<Dependency[]> {
  const { components = [] } = JSON.parse(await billOfMaterials(name)) as { components?: Component[] };
  return components.map(({ group, name: own, version, licenses = [] }) => ({
    id: `${group ? `${group}/` : ''}${own}@${version}`,
    licence:
      licenses.map(({ expression, license }) => expression ?? license?.id ?? license?.name).join(' OR ') || 'none',
  }));
}
