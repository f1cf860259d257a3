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
export const dependenciesOf = async (name: string): Promise<Dependency[]> =>
  dependenciesIn(await billOfMaterials(name));

/** All that is installed in the workspace, for builds and tests too. */
export const dependenciesOfWorkspace = async (): Promise<Dependency[]> =>
  dependenciesIn(await pnpm(root, 'sbom', '--sbom-format', 'cyclonedx'));

/** What a bill of materials names. */
export function dependenciesIn(bill: string): Dependency[] {
  const { components = [] } = JSON.parse(bill) as { components?: Component[] };
  return components.map(({ group, name: own, version, licenses = [] }) => ({
    id: `${group ? `${group}/` : ''}${own}@${version}`,
    licence:
      licenses.map(({ expression, license }) => expression ?? license?.id ?? license?.name).join(' OR ') || 'none',
  }));
}
