export { clientModule, clientTypes, catalogueModule, catalogueTypes } from './client.ts';
export { examplesModule, examplesTypes } from './examples.ts';
export { callsTypes } from './calls.ts';
export { documentTypes } from './compiler.ts';
export { argumentsOf, requestContent, type Argument } from './arguments.ts';
export { outcomeTable, type Situation } from './outcomes.ts';
export { banner } from './banner.ts';
