import type { Operation, Parameter } from '../../operation.ts';
import { formOf } from '../media.ts';
import { pointerTo, type Kind, type Received, type Values, type Violation } from '../request.ts';
import { parametersOf } from '../write/writable.ts';
import { asSchemasSee, bodiesOf, mayHoldBytes } from './body.ts';
import type { Report, Test, TestOf } from './faults.ts';
import { readForm } from './form.ts';
import { headersOf } from './headers.ts';
import { cookiesOf, pairsOf, type Pairs } from './pairs.ts';
import { pairReader, textReader } from './parameter.ts';
import { pathOf } from './path.ts';
import { securityOf, type Found } from './security.ts';
import { shapeOf } from './shape.ts';
import { put } from './typed.ts';

/** What a request holds. */
export interface Reading {
  /** All that could be read, whatever else is wrong. */
  values: Values;
  /** The credentials that are there, by the names of their schemes. */
  credentials: Found['credentials'];
  /** None where the request keeps its document. */
  violations: Violation[];
  /** What was read and could not be held to its schema: its place, and why. */
  unjudged: { pointer: string; message: string }[];
}

/** Reads requests of one operation. */
export type Reader = (request: Received) => Reading;

/** What a reader may be given. */
export interface ReaderOptions {
  /** The test of a schema, asked for once, when a value of it is first there. Without it nothing is held to schemas. */
  test?: TestOf;
}

/** What is read of a request as it is needed. */
interface Context {
  path: Record<string, string> | undefined;
  search: string;
  header: ReturnType<typeof headersOf>;
  query(): Pairs;
  cookie(): Pairs;
}

type Step = (context: Context, reading: Reading) => void;

/** Prepares the reading of an operation's requests. */
export function reader(operation: Operation, { test: testOf }: ReaderOptions = {}): Reader {
  const parameters = parametersOf(operation);
  const match = pathOf(operation.path);
  const findSecurity = securityOf(operation.security);
  const steps = parameters.map((parameter) => stepOf(operation, parameters, parameter, testOf));
  const readBody = bodyStep(operation, testOf);

  return ({ target, headers, body }) => {
    const reading: Reading = { values: {}, credentials: {}, violations: [], unjudged: [] };
    const { violations } = reading;
    const at = target.indexOf('?');
    const header = headersOf(headers);
    let query: Pairs | undefined;
    let cookie: Pairs | undefined;
    const context: Context = {
      path: match(at < 0 ? target : target.slice(0, at)),
      search: at < 0 ? '' : target.slice(at + 1),
      header,
      query: () => (query ??= pairsOf(context.search, reporter(violations, 'query', '/query'))),
      cookie: () => (cookie ??= cookiesOf(header('cookie') ?? [])),
    };
    const { credentials, fault } = findSecurity(context);
    reading.credentials = credentials;
    if (fault) violations.push({ kind: 'security', ...fault });
    if (!context.path) {
      violations.push({
        kind: 'path',
        code: 'unreadable',
        pointer: '/path',
        message: `is no path of ${operation.path}`,
      });
    }
    for (const step of steps) step(context, reading);
    readBody(header('content-type')?.[0], body, reading);
    return reading;
  };
}

/** Reads one request of an operation; `reader` prepares what several share. */
export const read = (operation: Operation, request: Received, options?: ReaderOptions): Reading =>
  reader(operation, options)(request);

const reporter =
  (violations: Violation[], kind: Kind, at: string): Report =>
  (pointer, message, code = 'unreadable') =>
    void violations.push({ kind, code, pointer: at + pointer, message });

/** A test that is made when it is first needed. */
function lazyTest(testOf: TestOf | undefined, schema: unknown): Test | undefined {
  if (testOf === undefined || schema === true || schema === undefined) return undefined;
  let test: Test | undefined;
  return (value) => (test ??= testOf(schema) ?? (() => []))(value);
}

function stepOf(operation: Operation, all: Parameter[], parameter: Parameter, testOf: TestOf | undefined): Step {
  const { name, in: place, required, schema, allowEmptyValue } = parameter;
  const test = lazyTest(testOf, schema);
  const pointer = pointerTo(place, name);
  const kind: Kind = place === 'querystring' ? 'query' : place;
  const readValue = valueReader(operation, all, parameter, test);
  return (context, { values, violations }) => {
    if (place === 'path' && !context.path) return;
    const before = violations.length;
    const report = reporter(violations, kind, pointer);
    const isEmpty =
      allowEmptyValue === true &&
      place === 'query' &&
      context
        .query()
        .filter(([each]) => each === name)
        .every(([, text]) => text === '') &&
      context.query().some(([each]) => each === name);
    const value = isEmpty ? '' : readValue(context, report);
    if (value === undefined) {
      if (required && violations.length === before) report('', 'is missing', 'missing');
      return;
    }
    put((values[place] ??= {}), name, value);
    if (isEmpty || !test || violations.length > before) return;
    for (const fault of test(value)) report(fault.pointer, fault.message, 'schema');
  };
}

function valueReader(
  { security }: Operation,
  all: Parameter[],
  parameter: Parameter,
  test: Test | undefined,
): (context: Context, report: Report) => unknown {
  const { name, in: place } = parameter;
  if (place === 'path') {
    const read = textReader(parameter, test);
    return ({ path }, report) => {
      const text = path![name];
      if (text !== '') return text === undefined ? undefined : read(text, report);
      report('', 'is empty');
    };
  }
  if (place === 'header') {
    const lower = name.toLowerCase();
    const read = textReader(parameter, test);
    const isList = shapeOf(parameter.schema).types.has('array') || shapeOf(parameter.schema).types.has('object');
    return ({ header }, report) => {
      const lines = header(lower);
      if (lines === undefined) return undefined;
      if (lines.length > 1 && !isList) report('', 'stands twice');
      return read(lines.join(','), report);
    };
  }
  if (place === 'querystring') {
    const shape = shapeOf(parameter.schema);
    if (formOf(parameter.mediaType ?? '') === 'urlencoded') {
      return ({ search }, report) => (search === '' ? undefined : readForm(search, shape, {}, report));
    }
    const read = textReader(parameter, test);
    return ({ search }, report) => (search === '' ? undefined : read(search, report));
  }
  const others = all.filter((each) => each.in === place && each !== parameter);
  const keys = security.flat().filter(({ type, in: where }) => type === 'apiKey' && where === place);
  const names = new Set([...others, ...keys].map((each) => each.name));
  const deep = others.filter(({ style }) => style === 'deepObject').map((each) => `${each.name}[`);
  const isClaimed = (each: string): boolean => names.has(each) || deep.some((prefix) => each.startsWith(prefix));
  const read = pairReader(parameter, test, isClaimed);
  return (context, report) => read(context[place](), report);
}

function bodyStep(operation: Operation, testOf: TestOf | undefined) {
  const find = bodiesOf(operation);
  const tests = new Map((operation.body?.contents ?? []).map((content) => [content, lazyTest(testOf, content.schema)]));
  const isRequired = operation.body?.required === true;
  const hasContents = tests.size > 0;
  const documented = (operation.body?.contents ?? []).map(({ mediaType }) => mediaType).join(' or ');

  return (received: string | undefined, body: Received['body'], { values, violations, unjudged }: Reading): void => {
    if (!hasContents) return;
    const report = reporter(violations, 'body', '/body');
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    const reader = bytes === undefined || (bytes.length === 0 && received === undefined) ? undefined : find(received);
    const isEmpty =
      bytes === undefined || (bytes.length === 0 && !(reader && takesNothing(received ?? reader.content.mediaType)));
    if (isEmpty) {
      if (isRequired) report('', 'is missing', 'missing');
      return;
    }
    if (!reader) {
      violations.push({
        kind: 'mediaType',
        code: 'unreadable',
        pointer: '/header/Content-Type',
        message: `is ${JSON.stringify(received)}, expected ${documented}`,
      });
      return;
    }
    const before = violations.length;
    const value = reader.read(bytes, report);
    if (value === undefined) return;
    values.body = value;
    if (reader.unjudged) unjudged.push({ pointer: '/body', message: reader.unjudged });
    const test = tests.get(reader.content);
    if (!test || reader.unjudged || violations.length > before) return;
    const seen = mayHoldBytes(reader.content) ? asSchemasSee(value) : value;
    for (const { pointer, message } of test(seen)) report(pointer, message, 'schema');
  };
}

/** Whether nothing at all is a body of a media type: an empty text, an empty file. */
const takesNothing = (mediaType: string): boolean => ['text', 'bytes', 'urlencoded'].includes(formOf(mediaType));
