export { bundle } from './bundle.ts';
export { compile } from './compile.ts';
export { writeProgram } from './program.ts';
export { redocly, redoclyBeside, redocScript } from './redocly.ts';
