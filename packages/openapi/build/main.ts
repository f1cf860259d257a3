/** Compiles the reader: file by file for bundlers, which leave out what is not asked for, and each entry as one module for Node. */
import { bundle, compile } from '@cc-gateway/tools';

const entries = ['index', 'codec/index', 'codec/write/index'];
const sources = Object.fromEntries(entries.map((entry) => [`${entry}.node`, `src/${entry}.ts`]));
await Promise.all([compile('tsconfig.build.json'), bundle(sources)]);
