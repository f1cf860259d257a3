import type { Parameter } from '../../operation.ts';
import { pointerTo } from '../request.ts';
import { asIs, decoded, decodedForm } from './decode.ts';
import { deepMembersOf } from './deep.ts';
import type { Report } from './faults.ts';
import type { Pairs } from './pairs.ts';
import { listOf, membersOf, type Flat } from './pieces.ts';
import type { Shape } from './shape.ts';
import type { Raw } from './typed.ts';

/** The three kinds of value that a style tells apart. */
export type Sort = 'atom' | 'list' | 'object';

/** Takes apart what stands on the wire as a value of one sort; undefined where nothing stands there. */
export type Interpret<Source> = (sort: Sort, source: Source, report: Report) => Raw | undefined;

/** Reads a parameter that is one text: in a path, where its template has it, or in a header. */
export function inText({ name, in: place, style, explode }: Parameter): Interpret<string> {
  const flat: Flat = {
    between: place === 'header' ? /[\t ]*,[\t ]*/ : style === 'label' && explode ? '.' : ',',
    isAssigned: explode,
    decode: place === 'header' ? asIs : decoded,
  };
  const read = (sort: Sort, text: string, report: Report): Raw => {
    if (sort === 'atom') return flat.decode(text, report);
    return sort === 'list' ? listOf(text, flat, report) : membersOf(text, flat, report);
  };
  if (style === 'matrix') return inMatrix(name, explode, read);
  if (style !== 'label') return read;
  return (sort, text, report) => {
    if (!text.startsWith('.')) report('', 'does not begin with "."');
    return read(sort, text.replace(/^\./, ''), report);
  };
}

const inMatrix =
  (name: string, explode: boolean, read: (sort: Sort, text: string, report: Report) => Raw): Interpret<string> =>
  (sort, text, report) => {
    const flat: Flat = { between: ';', isAssigned: true, decode: decoded };
    if (!text.startsWith(';')) report('', 'does not begin with ";"');
    const rest = text.replace(/^;/, '');
    if (sort === 'object' && explode) return membersOf(rest, flat, report);
    const texts = rest.split(';').map((piece) => {
      const at = piece.includes('=') ? piece.indexOf('=') : piece.length;
      if (decoded(piece.slice(0, at), report) !== name) report('', `expected ;${name}=`);
      return piece.slice(at + 1);
    });
    if (sort === 'list' && explode) return { list: texts.map((each) => decoded(each, report)) };
    if (texts.length > 1) report('', 'stands twice');
    return read(sort, texts[0]!, report);
  };

const delimiters: Record<string, RegExp | string> = { spaceDelimited: /%20|\+/, pipeDelimited: /\||%7C/i };

/** Reads a parameter that is one or several pairs: in a query, a form or a cookie. `isClaimed` tells the names of others. */
export function inPairs(
  parameter: Pick<Parameter, 'name' | 'in' | 'style' | 'explode'>,
  shape: Shape,
  isClaimed: (name: string) => boolean = () => false,
): Interpret<Pairs> {
  const { name, in: place, style, explode } = parameter;
  const decode = style === 'cookie' ? asIs : place === 'cookie' ? decoded : decodedForm;
  const flat: Flat = { between: delimiters[style] ?? ',', isAssigned: false, decode };
  if (style === 'deepObject') return (_, pairs, report) => deepMembersOf(name, shape, pairs, report);
  const isMember = (each: string): boolean => !isClaimed(each) && (shape.isOpen || shape.names.includes(each));
  return (sort, pairs, report) => {
    if (sort === 'object' && explode) {
      const own = pairs.filter(([each]) => isMember(each));
      if (own.length === 0) return undefined;
      return { members: own.map(([each, text]) => [each, decode(text, report, pointerTo(each))]) };
    }
    const texts = pairs.filter(([each]) => each === name).map(([, text]) => text);
    if (texts.length === 0) return undefined;
    if (sort === 'list' && explode) return { list: texts.map((text, index) => decode(text, report, `/${index}`)) };
    if (texts.length > 1) report('', 'stands twice');
    if (sort === 'atom') return decode(texts[0]!, report);
    return sort === 'list' ? listOf(texts[0]!, flat, report) : membersOf(texts[0]!, flat, report);
  };
}
