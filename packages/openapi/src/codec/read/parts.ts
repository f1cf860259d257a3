import { put } from '../../link/put.ts';
import { covers, essenceOf, isJson, parameterOf } from '../media.ts';
import type { Json } from '../../json.ts';
import { decoderOf } from './charset.ts';
import { parsed } from './content.ts';
import type { Report } from './faults.ts';
import { byName, encodingOf, readEach, within, type Encodings } from './members.ts';
import { partsOf, type Part } from './multipart.ts';
import type { Shape } from './shape.ts';
import { atomOf } from './typed.ts';

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
  for (const [name, own] of byName(parts, (part) => part.name)) {
    const encoding = encodingOf(encodings, name);
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

/** Reads a body of parts without names: a list, each item by what its part says of itself and what its schema knows. */
export function readItems(
  bytes: Uint8Array,
  mediaType: string,
  shape: Shape,
  encodingAt: (index: number) => Json,
  report: Report,
): unknown[] {
  const parts = partsOf(bytes, parameterOf(mediaType, 'boundary'), report, false);
  return parts.map((part, index) =>
    readPart(part, shape.item(index), encodingAt(index), within(report, String(index))),
  );
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
