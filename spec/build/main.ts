/** Looks where references lead, lints and bundles the document, derives from the bundle, and compiles the reader beside that. */
import { fileURLToPath } from 'node:url';
import { bundle, compile, redocly } from '@cc-gateway/tools';
import { deadReferences } from '../lint/references.ts';

// Before anything else: what leads nowhere makes every tool complain of more than is wrong.
const dead = deadReferences(fileURLToPath(new URL('../openapi.yaml', import.meta.url)));
if (dead.length > 0) {
  process.stderr.write(`${dead.join('\n')}\n`);
  process.exit(1);
}
await Promise.all([compile('tsconfig.build.json'), bundle({ 'index.node': 'src/index.ts' }), derived()]);

async function derived(): Promise<void> {
  await redocly('lint', 'openapi.yaml');
  await redocly('bundle', 'openapi.yaml', '--output', 'dist/openapi.yaml');
  await import('./derive.ts');
}
