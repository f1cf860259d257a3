import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { clientModule } from '@cc-gateway/codegen';
import { contract, readContract, type Contract } from '@cc-gateway/spec';
import { build, type Plugin } from 'esbuild';

/** How large a bundle is, minified. */
export interface Bytes {
  minified: number;
  gzip: number;
}

/** A contract of `count` operations: this gateway's, again and again under other ids and paths. */
export function contractOf(count: number): Contract {
  const document = structuredClone(contract.document);
  const entries = Object.entries<Record<string, { operationId: string }>>(document.paths as never);
  document.paths = Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const [path, item] = entries[index % entries.length]!;
      const mark = index < entries.length ? '' : String(index);
      const methods = Object.entries(structuredClone(item)).map(([method, operation]) => [
        method,
        { ...operation, operationId: operation.operationId + mark },
      ]);
      return [path + mark, Object.fromEntries(methods)];
    }),
  );
  return readContract(document, contract.stamp);
}

/** The bundle of what a program takes from the client's entries, made for a contract. */
export async function bytesOf(program: string, of: Contract): Promise<Bytes> {
  const generated: Plugin = {
    name: 'generated',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^#generated$/ }, () => ({ path: 'generated', namespace: 'generated', sideEffects: false }));
      onLoad({ filter: /.*/, namespace: 'generated' }, async () => ({ contents: await clientModule(of, '1.0.0') }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    target: 'es2022',
    external: ['node:*', 'undici'],
    plugins: [generated],
  });
  const { contents } = outputFiles[0]!;
  return { minified: contents.length, gzip: gzipSync(contents, { level: 9 }).length };
}
