import { contractFile } from '@cc-gateway/spec';
import { UsageError } from './usage.ts';

/** The flags that say which document a command reads, for people. */
export const documentUsage = `  --spec FILE            OpenAPI 3.x document; the CC-Gateway's own unless told
  --contract-version X   the CC-Gateway's own in another version; one that is not there names those that are`;

/** The same flags, as `parseArgs` of Node reads them. */
export const documentFlags = { spec: { type: 'string' }, 'contract-version': { type: 'string' } } as const;

/** The file of the document that the flags name; undefined where they name none. Throws UsageError, or ContractError for a version that is not there. */
export function documentOf(flags: { spec?: string; 'contract-version'?: string }): string | undefined {
  const { spec, 'contract-version': version } = flags;
  if (version === undefined) return spec;
  if (spec === undefined) return contractFile(version);
  throw new UsageError(`--spec and --contract-version are both given, expected one of them.`);
}
