import { registerHooks } from 'node:module';

const stand = new URL('without-scripts.cjs', import.meta.url).href;

// The converters load a compiler for the scripts of collections, thirty megabytes that are not installed (pnpm-workspace.yaml).
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'jscodeshift' ? { url: stand, format: 'commonjs', shortCircuit: true } : next(specifier, context),
});

/** The converters of collections. */
export const { brunoToPostman, openApiToBruno } = await import('@usebruno/converters');
