/** Compiles the mock, and beside that makes what it knows of the built contract. */
import { bundle, compile, writeProgram } from '@cc-gateway/tools';

const sources = { index: 'src/index.ts', main: 'src/main.ts' };
writeProgram();
await Promise.all([compile('tsconfig.build.json'), bundle(sources), import('./schema.ts'), recorded()]);

async function recorded(): Promise<void> {
  await import('./prism.ts');
  await import('./record.ts');
}
