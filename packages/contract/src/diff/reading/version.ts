import { locateAll } from '@cc-gateway/openapi';
import type { Tree } from './node.ts';

/** `info.version` as it is written, also where it is a number: 2026.10 is not 2026.1. Empty where there is none. */
export function writtenVersion({ root, texts }: Tree): string {
  const version: unknown = root.value.info?.version;
  if (typeof version !== 'number') return typeof version === 'string' ? version : '';
  const text = texts.get(root.file) ?? '';
  const [place] = locateAll(text, [['info', 'version']]);
  const line = text.split('\n')[(place?.line ?? 1) - 1] ?? '';
  const written = /\bversion["']?\s*:\s*([\d.]+)/u.exec(line)?.[1];
  return written !== undefined && Number(written) === version ? written : String(version);
}
