/** Lints and bundles the document, derives from the bundle, and compiles the reader beside that. */
import { compile, redocly } from '@cc-gateway/tools';

await Promise.all([compile('tsconfig.build.json'), derived()]);

async function derived(): Promise<void> {
  await redocly('lint', 'openapi.yaml');
  await redocly('bundle', 'openapi.yaml', '--output', 'dist/openapi.yaml');
  await import('./derive.ts');
}
