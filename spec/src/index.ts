export { contract } from './built.ts';
export { loadContract } from './load.ts';
export { readContract, type Contract, type Table } from './contract.ts';
export type { Content, Example, Header, LoadOptions } from '@cc-gateway/openapi';
export type {
  Answer,
  Body,
  Effect,
  Operand,
  Operation,
  Parameter,
  Precondition,
  SecurityScheme,
  SuccessRule,
  ViolationKind,
} from './operation.ts';
export { codeOf, isSuccess, type Received } from './success.ts';
export type { Outcome, Retcode, RetcodeClass, Retcodes, Retry } from './retcodes.ts';
export { allowedBy, applyEffects, unmetPrecondition, type Tables } from './preconditions.ts';
export { evaluate, type RequestParts, type Row, type Scope } from './evaluate.ts';
export { ExpressionError, isExpression, parseExpression, type Expression } from './expression.ts';
export { fillGuide } from './markdown/guide.ts';
export { fileName, llmsText } from './markdown/llms.ts';
export { meaningMarkdown, operationMarkdown } from './markdown/operation.ts';
export { retcodesMarkdown } from './markdown/retcodes.ts';
export { curlLine } from './curl.ts';
export { sampleRequests, type SampleRequest } from './samples.ts';
export { emptyWorld, exampleWorld, type World } from './world.ts';
export { tolerantSchema, type Tolerated } from './tolerated.ts';
export { membersOf, partsOf } from './parts.ts';
export { stampOf, type Stamp } from './stamp.ts';
export { DocumentError as ContractError, pointerTo, type Json } from '@cc-gateway/openapi';
