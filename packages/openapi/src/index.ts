export { loadDocument, parseDocument, readDocument } from './load/load.ts';
export type { LoadOptions } from './load/source.ts';
export { readWritten, type Way, type Written, type WrittenFile, type WrittenOptions } from './load/written.ts';
export type { Version } from './load/version.ts';
export type { Description } from './description.ts';
export { DocumentError } from './error.ts';
export type {
  Answer,
  Body,
  Content,
  Example,
  Header,
  Operation,
  Parameter,
  SecurityScheme,
  Server,
} from './operation.ts';
export { exampleValue } from './operations/contents.ts';
export { parameterPlaces, type ParameterPlace } from './operations/parameter-places.ts';
export { readOperations, readWebhooks } from './operations/operations.ts';
export { schemaOf, type Compiled, type SchemaOptions, type SchemaTest } from './schema/schema-of.ts';
export { testsOf } from './schema/tests-of.ts';
export { sampleOf, type Sample } from './samples/sample.ts';
export { xmlOf } from './samples/xml.ts';
export { reworded, type Reworded } from './link/words.ts';
export type { Dialect } from './link/dialect.ts';
export { isOfFormat } from './schema/formats.ts';
export { linkSchema } from './schema/link-schema.ts';
export { plainSource, plainTest, type PlainTest } from './schema/plain.ts';
export { problemsOf, type Problem } from './schema/problems.ts';
export type { Violation } from './schema/violation.ts';
export { hiddenBy, type Direction, type Hidden } from './schema/hidden.ts';
export { rewritten, standFor } from './schema/rewritten.ts';
export { childrenOf, reach, type Child } from './schema/children.ts';
export { discriminators, type Discriminator } from './link/marks.ts';
export { methods } from './link/grammar.ts';
export { dereferenced, schemaMaps, withoutCycles } from './link/acyclic.ts';
export { locate, locateAll, type Position } from './places/locate.ts';
export { placeAt } from './places/place-at.ts';
export { placeOf, type Place } from './link/places.ts';
export { keysOf, pointerTo } from './pointer.ts';
export { cheapUpTo, isCheap, patternOf, PatternError, type Pattern } from './patterns/pattern.ts';
export { isForeign, isPattern, regExpOf } from './patterns/reading.ts';
export type { Json } from './json.ts';
