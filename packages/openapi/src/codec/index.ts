export { decompressed, type Decompressed } from './read/coding.ts';
export { read, reader, type ReaderOptions } from './read/reader.ts';
export type { Reader, Reading } from './read/reading.ts';
export type { Fault, Test, TestOf } from './read/faults.ts';
export { UnwritableError, type Refusal } from './write/refusal.ts';
export { write, writer, type WriteOptions, type Writer } from './write/writer.ts';
export type { Credentials, FilePart, Kind, Login, Received, Request, Values, Violation } from './request.ts';
