export { bundle } from './bundle.ts';
export { compile } from './compile.ts';
export { redocly } from './redocly.ts';
