import { put } from '../../link/put.ts';
import type { Operation, Parameter } from '../../operation.ts';
import { formOf } from '../media.ts';
import { claimsOf } from '../claims.ts';
import { pointerTo } from '../request.ts';
import type { Report, Test, TestOf } from './faults.ts';
import { readForm } from './form.ts';
import { pairReader, textReader } from './parameter.ts';
import { judge, lazyTest, reporter, type Context, type Reading } from './reading.ts';
import { shapeOf } from './shape.ts';

/** Reads a parameter of a request into a reading. */
export type ReadParameter = (context: Context, reading: Reading) => void;

/** Prepares the reading of one of an operation's parameters; `all` are its parameters. */
export function parameterStep(
  operation: Operation,
  all: Parameter[],
  parameter: Parameter,
  testOf: TestOf | undefined,
): ReadParameter {
  const { name, in: place, required, schema } = parameter;
  const test = lazyTest(testOf, schema);
  const pointer = pointerTo(place, name);
  const kind = place === 'querystring' ? 'query' : place;
  const readValue = valueReader(operation, all, parameter, test);
  const isEmpty = parameter.allowEmptyValue && place === 'query' ? isEmptyIn(name) : () => false;
  return (context, reading) => {
    const { values, violations } = reading;
    if (place === 'path' && !context.path) return;
    const before = violations.length;
    const report = reporter(violations, kind, pointer);
    const isLeftEmpty = isEmpty(context);
    const value = isLeftEmpty ? '' : readValue(context, report);
    if (value === undefined) {
      if (required && violations.length === before) report('', 'is missing', 'missing');
      return;
    }
    put((values[place] ??= {}), name, value);
    if (test && !isLeftEmpty && violations.length === before) judge(test, value, report, pointer, reading);
  };
}

/** Whether a name stands in a query once, with nothing. */
const isEmptyIn =
  (name: string) =>
  (context: Context): boolean => {
    const own = context.query().filter(([each]) => each === name);
    return own.length === 1 && own[0]![1] === '';
  };

function valueReader(
  operation: Operation,
  all: Parameter[],
  parameter: Parameter,
  test: Test | undefined,
): (context: Context, report: Report) => unknown {
  const { name, in: place, schema } = parameter;
  if (place === 'query' || place === 'cookie') {
    const read = pairReader(parameter, test, claimsOf(operation, all, parameter));
    return (context, report) => read(context[place](), report);
  }
  const shape = shapeOf(schema);
  if (place === 'querystring' && formOf(parameter.mediaType ?? '') === 'urlencoded') {
    return ({ search }, report) => (search === '' ? undefined : readForm(search, shape, {}, report));
  }
  const read = textReader(parameter, test);
  if (place === 'querystring') return ({ search }, report) => (search === '' ? undefined : read(search, report));
  if (place === 'path') {
    return ({ path }, report) => {
      const text = path![name];
      if (text !== '') return text === undefined ? undefined : read(text, report);
      report('', 'is empty');
    };
  }
  const lower = name.toLowerCase();
  const mayBeSeveral = shape.types.has('array') || shape.types.has('object');
  return ({ header }, report) => {
    const lines = header(lower);
    if (lines === undefined) return undefined;
    if (lines.length > 1 && !mayBeSeveral) report('', 'stands twice');
    return read(lines.join(','), report);
  };
}
