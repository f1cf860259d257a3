import type { Json } from '../../json.ts';
import { covers, essenceOf, isJson, parameterOf } from '../media.ts';
import { pointerTo } from '../request.ts';
import { decoderOf } from './charset.ts';
import { chosen, sortsOf } from './choose.ts';
import { parsed } from './content.ts';
import { decodedForm } from './decode.ts';
import type { Report } from './faults.ts';
import { inPairs } from './interpret.ts';
import { partsOf, type Part } from './multipart.ts';
import { pairsOf, type Pairs } from './pairs.ts';
import type { Shape } from './shape.ts';
import { atomOf, put } from './typed.ts';

type Encodings = Readonly<Record<string, Json>>;

const within =
  (report: Report, name: string): Report =>
  (pointer, message) =>
    report(pointerTo(name) + pointer, message);

/** Reads a form: members in their styles where the document names one, lists from repeated fields, objects from JSON. */
export function readForm(text: string, shape: Shape, encodings: Encodings, report: Report): Record<string, unknown> {
  const pairs = pairsOf(text, report);
  const value: Record<string, unknown> = {};
  const styledNames = Object.keys(encodings).filter(
    (name) => encodings[name].style ?? encodings[name].explode ?? encodings[name].allowReserved,
  );
  const taken = new Set<string>();
  const known = (name: string): boolean => shape.names.includes(name);
  const deep = styledNames.filter((name) => encodings[name].style === 'deepObject').map((name) => `${name}[`);
  for (const name of styledNames) {
    const { style = 'form', explode = style === 'form' } = encodings[name];
    const member = shape.property(name);
    const sorts = sortsOf(member, style === 'deepObject' ? ['object'] : ['atom']);
    const isClaimed = (each: string): boolean =>
      each !== name && (known(each) || deep.some((prefix) => each.startsWith(prefix)));
    const read = chosen<Pairs>(
      member,
      () => sorts,
      inPairs({ name, in: 'query', style, explode }, member, isClaimed),
      undefined,
    );
    const found = read(pairs, within(report, name));
    taken.add(name);
    if (found === undefined) continue;
    put(value, name, found);
    for (const [each] of pairs) {
      if (
        style === 'deepObject' ? each.startsWith(`${name}[`) : sorts.includes('object') && explode && !isClaimed(each)
      )
        taken.add(each);
    }
  }
  for (const name of new Set(pairs.map(([each]) => each))) {
    if (taken.has(name)) continue;
    const texts = pairs.filter(([each]) => each === name).map(([, text]) => decodedForm(text, within(report, name)));
    const isOfJson = isJson(encodings[name]?.contentType ?? '');
    const member = readTexts(texts, shape.property(name), isOfJson, within(report, name));
    if (member !== undefined) put(value, name, member);
  }
  return value;
}

function readTexts(texts: string[], shape: Shape, isOfJson: boolean, report: Report): unknown {
  if (isOfJson) {
    if (texts.length > 1) report('', 'stands twice');
    return parsed(texts[0]!, report);
  }
  return readEach(
    texts,
    shape,
    (text, each, tell) => {
      const isJsonOnly =
        !each.isSilent && (each.types.has('object') || each.types.has('array')) && !each.types.has('string');
      return isJsonOnly ? parsed(text, tell) : atomOf(text, each, tell);
    },
    report,
  );
}

/** One value, or a list of several: as the schema has it, or, where it is silent, as they came. */
function readEach<T>(
  all: T[],
  shape: Shape,
  read: (one: T, shape: Shape, report: Report) => unknown,
  report: Report,
): unknown {
  const { types, isSilent } = shape;
  const isSingle = isSilent || [...types].some((type) => type !== 'array' && type !== 'null');
  if (types.has('array') && (all.length > 1 || !isSingle)) {
    return all.map((one, index) =>
      read(one, shape.item(index), (pointer, message) => report(`/${index}${pointer}`, message)),
    );
  }
  if (all.length > 1) report('', 'stands twice');
  return read(all[0]!, shape, report);
}

/** Reads a form of parts: files, JSON and texts, by what each part says of itself and what its schema knows. */
export function readParts(
  bytes: Uint8Array,
  mediaType: string,
  shape: Shape,
  encodings: Encodings,
  report: Report,
): Record<string, unknown> {
  const parts = partsOf(bytes, parameterOf(mediaType, 'boundary'), report);
  const value: Record<string, unknown> = {};
  for (const name of new Set(parts.map((part) => part.name))) {
    const own = parts.filter((part) => part.name === name);
    const encoding: Json = encodings[name] ?? {};
    const member = readEach(
      own,
      shape.property(name),
      (part, each, tell) => readPart(part, each, encoding, tell),
      within(report, name),
    );
    if (member !== undefined) put(value, name, member);
  }
  return value;
}

function readPart({ bytes, fileName, type }: Part, shape: Shape, { contentType }: Json, report: Report): unknown {
  const documented = typeof contentType === 'string' ? contentType.split(',').map(essenceOf) : [];
  const received = essenceOf(type ?? 'text/plain');
  if (documented.length > 0 && !documented.some((each) => covers(each, received))) {
    report('', `is of ${received}, expected ${documented.join(' or ')}`);
  }
  const isStructured =
    !shape.isSilent && !shape.types.has('string') && (shape.types.has('object') || shape.types.has('array'));
  const isOfJson = type === undefined ? isStructured || documented.some(isJson) : isJson(received);
  if (!(isOfJson && !shape.isBytes) && (fileName !== undefined || shape.isBytes)) {
    return { bytes, ...(fileName !== undefined && { name: fileName }), ...(type && { type }) };
  }
  const text = decoderOf(type ?? '')(bytes);
  if ('fault' in text) {
    report('', text.fault);
    return undefined;
  }
  return isOfJson ? parsed(text.text, report) : atomOf(text.text, shape, report);
}
