export type { Json } from './json.ts';
export type { Answer, Body, Content, Example, Header, Operation, Parameter, SecurityScheme } from './operation.ts';
