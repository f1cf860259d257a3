/** Compiles the mock, and beside that makes what it knows of the built contract. */
import { compile } from '@cc-gateway/tools';

await Promise.all([compile('tsconfig.build.json'), import('./schema.ts'), recorded()]);

async function recorded(): Promise<void> {
  await import('./prism.ts');
  await import('./record.ts');
}
