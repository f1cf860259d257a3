import { registerHooks } from 'node:module';

const left = new Set(['jscodeshift', 'xml2js']);
const stand = new URL('never-called.cjs', import.meta.url).href;

// The converters load what reads scripts and WSDL, and never call it for us: it is not installed (pnpm-workspace.yaml).
registerHooks({
  resolve: (specifier, context, next) =>
    left.has(specifier) ? { url: stand, format: 'commonjs', shortCircuit: true } : next(specifier, context),
});

/** The converters of collections. They are loaded where they are used: that takes longer than what they do. */
export const converters = (): Promise<typeof import('@usebruno/converters')> => import('@usebruno/converters');
