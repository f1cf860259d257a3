import type { Parameter } from '../../operation.ts';
import { formOf } from '../media.ts';
import { chosen, sortsOf, type ReadValue } from './choose.ts';
import { parsed, textOf } from './content.ts';
import { asIs, decoded, decodedForm } from './decode.ts';
import type { Report, Test } from './faults.ts';
import { inPairs, inText, type Sort } from './interpret.ts';
import { withNames, type Pairs } from './pairs.ts';
import { shapeOf } from './shape.ts';

/** Reads a parameter of a path or a header from its text. */
export function textReader(parameter: Parameter, test: Test | undefined): ReadValue<string> {
  const { in: place, style, schema, mediaType } = parameter;
  if (mediaType !== undefined) {
    const read = contentReader(parameter);
    return (text, report) => read(place === 'header' ? text : decoded(text, report), report);
  }
  const shape = shapeOf(schema);
  const sorts = sortsOf(shape);
  const many = style === 'matrix' ? /[,;].*[,;]/ : style === 'label' ? /.[.,]/ : /,|=/;
  const reversed = sorts.toReversed();
  return chosen(shape, (text) => (sorts.length > 1 && many.test(text) ? reversed : sorts), inText(parameter), test);
}

/** Reads a parameter of a query or a cookie from all pairs that are there. */
export function pairReader(
  parameter: Parameter,
  test: Test | undefined,
  isClaimed: (name: string) => boolean,
): ReadValue<Pairs> {
  const { in: place, style, mediaType } = parameter;
  const read = mediaType === undefined ? styledReader(parameter, test, isClaimed) : contentOfPair(parameter);
  return place === 'cookie' && style !== 'cookie' ? (pairs, report) => read(withNames(pairs), report) : read;
}

function contentOfPair(parameter: Parameter): ReadValue<Pairs> {
  const { name, in: place, style } = parameter;
  const read = contentReader(parameter);
  const decode = place === 'query' ? decodedForm : style === 'cookie' ? asIs : decoded;
  return (pairs, report) => {
    const texts = pairs.filter(([each]) => each === name).map(([, text]) => text);
    if (texts.length > 1) report('', 'stands twice');
    return texts.length === 0 ? undefined : read(decode(texts[0]!, report), report);
  };
}

function styledReader(
  parameter: Parameter,
  test: Test | undefined,
  isClaimed: (name: string) => boolean,
): ReadValue<Pairs> {
  const { name, style, explode, schema } = parameter;
  const shape = shapeOf(schema);
  const silent: Sort[] =
    style === 'deepObject'
      ? ['object']
      : style.endsWith('Delimited')
        ? ['list']
        : explode
          ? ['atom', 'list']
          : ['atom'];
  const sorts = sortsOf(shape, silent);
  const reversed = sorts.toReversed();
  const isMany = (pairs: Pairs): boolean => {
    const own = pairs.filter(([each]) => each === name);
    return own.length > 1 || (!explode && /,|\||%7C|%20|\+/i.test(own[0]?.[1] ?? ''));
  };
  return chosen(
    shape,
    (pairs) => (sorts.length > 1 && isMany(pairs) ? reversed : sorts),
    inPairs(parameter, shape, isClaimed),
    test,
  );
}

/** Reads a value that is written in a media type. */
function contentReader({ mediaType, schema }: Parameter): (text: string, report: Report) => unknown {
  const shape = shapeOf(schema);
  return formOf(mediaType!) === 'json'
    ? (text, report) => parsed(text, report)
    : (text, report) => textOf(text, shape, report);
}
