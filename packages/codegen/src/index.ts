export { clientModule, clientTypes } from './client.ts';
export { examplesModule, examplesTypes } from './examples.ts';
export { callsDocument } from './schemas.ts';
export { argumentsOf, requestContent, type Argument } from './arguments.ts';
export { banner } from './banner.ts';
