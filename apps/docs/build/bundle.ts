import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (file: string): string => fileURLToPath(new URL(`../src/${file}`, import.meta.url));

/** The page's own script and style, each as text that can stand inside its element. */
export async function bundlePage(): Promise<{ script: string; style: string }> {
  const [script, style] = await Promise.all([bundle('main.ts'), bundle('page.css')]);
  const foreign = /^\s*import\b/m.exec(script);
  if (foreign) throw new Error("The page's script imports what no browser has, expected nothing but its own code.");
  return { script: script.replaceAll('</', String.raw`<\/`), style };
}

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path(file)],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // Parts of the reader of the contract that the page does not use; what is left of them would be found below.
    external: ['node:*', '@apidevtools/*'],
    write: false,
    legalComments: 'none',
  });
  return outputFiles[0]!.text.trim();
}
