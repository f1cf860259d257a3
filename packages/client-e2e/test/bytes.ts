import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { clientModule } from '@cc-gateway/codegen';
import { contract, readContract, type Contract } from '@cc-gateway/spec';
import { build, type Plugin } from 'esbuild';

/** How large a bundle is: its first file, and those that this one imports at once. */
export interface Bytes {
  minified: number;
  gzip: number;
  /** What of it is loaded by itself later, in bytes of gzip. */
  later: number;
}

/**
 * A contract of `count` operations: this gateway's, again and again under other ids and paths; `different` gives each
 * arguments of names of its own.
 */
export function contractOf(count: number, names: 'same' | 'different' = 'same'): Contract {
  const [path, item] = Object.entries<object>(contract.document.paths as Record<string, object>)[0]!;
  const paths = Array.from({ length: count }, (_, index) => {
    const mark = index === 0 ? '' : `${word(index)}${word(index * 7)}`;
    const text = JSON.stringify(item).replace(/"operationId":"(\w+)"/, `"operationId":"$1${mark}"`);
    return [path + mark, JSON.parse(names === 'same' ? text : text.replaceAll(/\b(callid|skillid)\b/g, `$1${mark}`))];
  });
  return readContract({ ...contract.document, paths: Object.fromEntries(paths) as object }, contract.stamp);
}

/** A short word of letters, another for each number, that no compression foresees. */
const word = (index: number): string => ((index * 2_654_435_761) % 1_679_616).toString(36).padStart(4, 'k');

/** The bundle of what a program takes from the client's entries, made for a contract. */
export async function bytesOf(program: string, of: Contract): Promise<Bytes> {
  const generated: Plugin = {
    name: 'generated',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^#generated$/ }, () => ({
        path: 'generated',
        namespace: 'generated',
        sideEffects: false,
      }));
      esbuild.onLoad({ filter: /.*/, namespace: 'generated' }, async () => ({
        contents: await clientModule(of, '1.0.0'),
      }));
    },
  };
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    splitting: true,
    metafile: true,
    outdir: 'bundle',
    target: 'es2022',
    external: ['node:*', 'undici', 'msw'],
    plugins: [generated],
  });
  const isFirst = new Set<string>();
  const take = (file: string): void => {
    if (isFirst.has(file)) return;
    isFirst.add(file);
    for (const { path, kind } of metafile.outputs[file]!.imports) if (kind === 'import-statement') take(path);
  };
  // Those of Node and of packages that are not bundled are no outputs.
  for (const [file, { imports }] of Object.entries(metafile.outputs)) {
    metafile.outputs[file]!.imports = imports.filter(({ external }) => !external);
  }
  take(Object.keys(metafile.outputs).find((file) => metafile.outputs[file]!.entryPoint === '<stdin>')!);
  const sum = (files: Uint8Array[], size: (contents: Uint8Array) => number): number =>
    files.reduce((total, contents) => total + size(contents), 0);
  const gzipped = (contents: Uint8Array): number => gzipSync(contents, { level: 9 }).length;
  const first = outputFiles.filter(({ path }) => [...isFirst].some((file) => path.endsWith(basename(file))));
  const others = outputFiles.filter((file) => !first.includes(file));
  const bytes = first.map(({ contents }) => contents);
  return {
    minified: sum(bytes, ({ length }) => length),
    gzip: sum(bytes, gzipped),
    later: sum(
      others.map(({ contents }) => contents),
      gzipped,
    ),
  };
}
