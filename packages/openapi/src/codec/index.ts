export { read, reader, type Reader, type ReaderOptions, type Reading } from './read/reader.ts';
export type { Fault, Test, TestOf } from './read/faults.ts';
export { UnwritableError, write, writer, type Refusal, type WriteOptions, type Writer } from './write/writer.ts';
export type { Credentials, FilePart, Kind, Login, Received, Request, Values, Violation } from './request.ts';
