import { put } from '../../link/put.ts';
import { isJson } from '../media.ts';
import { chosen, sortsOf } from './choose.ts';
import { parsed } from './content.ts';
import { decodedForm } from './decode.ts';
import type { Report } from './faults.ts';
import { inPairs } from './interpret.ts';
import { byName, encodingOf, readEach, within, type Encodings } from './members.ts';
import { pairsOf, type Pairs } from './pairs.ts';
import type { Shape } from './shape.ts';
import { atomOf } from './typed.ts';

/** Reads a form: members in their styles where the document names one, lists from repeated fields, objects from JSON. */
export function readForm(text: string, shape: Shape, encodings: Encodings, report: Report): Record<string, unknown> {
  const pairs = pairsOf(text, report);
  const value: Record<string, unknown> = {};
  const taken = readStyled(pairs, shape, encodings, value, report);
  for (const [name, own] of byName(pairs, ([each]) => each)) {
    if (taken.has(name)) continue;
    const tell = within(report, name);
    const texts = own.map(([, each]) => decodedForm(each, tell));
    const isOfJson = isJson(encodingOf(encodings, name).contentType ?? '');
    const member = isOfJson ? readJson(texts, tell) : readEach(texts, shape.property(name), readText, tell);
    if (member !== undefined) put(value, name, member);
  }
  return value;
}

/** Reads the members that have a style, and tells which fields are theirs. */
function readStyled(
  pairs: Pairs,
  shape: Shape,
  encodings: Encodings,
  value: Record<string, unknown>,
  report: Report,
): Set<string> {
  const names = Object.keys(encodings).filter((name) => {
    const { style, explode, allowReserved } = encodingOf(encodings, name);
    return (style ?? explode ?? allowReserved) !== undefined;
  });
  const taken = new Set(names);
  const deep = names.filter((name) => encodings[name].style === 'deepObject').map((name) => `${name}[`);
  const known = new Set(names.length > 0 ? shape.names : []);
  for (const name of names) {
    const { style = 'form', explode = style === 'form' } = encodings[name];
    const member = shape.property(name);
    const sorts = sortsOf(member, style === 'deepObject' ? ['object'] : ['atom']);
    const isClaimed = (each: string): boolean =>
      each !== name && (known.has(each) || deep.some((prefix) => each.startsWith(prefix)));
    const interpret = inPairs({ name, in: 'query', style, explode }, member, isClaimed);
    const found = chosen<Pairs>(member, () => sorts, interpret, undefined)(pairs, within(report, name));
    if (found === undefined) continue;
    put(value, name, found);
    const isOwn = (each: string): boolean =>
      style === 'deepObject' ? each.startsWith(`${name}[`) : explode && sorts.includes('object') && !isClaimed(each);
    for (const [each] of pairs) if (isOwn(each)) taken.add(each);
  }
  return taken;
}

function readJson(texts: string[], report: Report): unknown {
  if (texts.length > 1) report('', 'stands twice');
  return parsed(texts[0]!, report);
}

function readText(text: string, shape: Shape, report: Report): unknown {
  const { types, isSilent } = shape;
  const isOfJson = !isSilent && !types.has('string') && (types.has('object') || types.has('array'));
  return isOfJson ? parsed(text, report) : atomOf(text, shape, report);
}
