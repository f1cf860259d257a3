export { bundle } from './bundle.ts';
export { compile } from './compile.ts';
export { writeProgram } from './program.ts';
export { redocly } from './redocly.ts';
