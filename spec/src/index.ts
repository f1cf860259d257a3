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
export { fileName, llmsText, type LinkedPage, type LinkedPages } from './markdown/llms.ts';
export { operationMarkdown, operationParts, type PagePart } from './markdown/operation.ts';
export { isPublished, publishedText, titleOf } from './markdown/page.ts';
export { answerExamples, violationsOf } from './markdown/preconditions.ts';
export { againWords, anyOther, effectWords, retcodesMarkdown } from './markdown/retcodes.ts';
export { serversMarkdown } from './markdown/servers.ts';
export { asWritten, type Translate } from './markdown/translate.ts';
export { curlLine } from './curl.ts';
export { sampleRequests, type SampleRequest } from './samples.ts';
export { emptyWorld, exampleWorld, type World } from './world.ts';
export { tolerantSchema, type Tolerated } from './tolerated.ts';
export { membersOf, partsOf } from './parts.ts';
export { variableOf } from './variables.ts';
export { isSameStamp, readStamp, stampHeader, stampOf, writtenStamp, type Stamp } from './stamp.ts';
export { contractFile, contractVersions } from './versions.ts';
export { DocumentError as ContractError, pointerTo, type Json } from '@cc-gateway/openapi';
