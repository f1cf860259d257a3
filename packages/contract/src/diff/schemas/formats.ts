import { isObject } from '../reading/node.ts';
import { whole } from './accepts.ts';
import { samplesOf } from './samples.ts';
import type { Slice, SlicePair } from './shape.ts';
import type { Desk } from './unit.ts';
import { changed, narrowed, widened } from './tell.ts';

/** Formats whose every value is of another format too. */
const within = new Map<string, string[]>([
  // Whole numbers are bounds, which are compared as such.
  ...[...whole.keys()].map((format): [string, string[]] => [format, ['double']]),
  ['float', ['double']],
  ['email', ['idn-email']],
  ['hostname', ['idn-hostname']],
  ['uri', ['uri-reference', 'iri', 'iri-reference', 'url']],
  ['url', ['uri', 'uri-reference']],
  ['uri-reference', ['iri-reference']],
  ['iri', ['iri-reference']],
  ['time', ['iso-time']],
  ['date-time', ['iso-date-time']],
]);

/** Formats that ask nothing of the text: they say how to show or to store it. */
const shown = new Set([
  '',
  'password',
  'string',
  'text',
  'textarea',
  'markdown',
  'html',
  'number',
  'integer',
  'boolean',
]);

/** Formats of texts and numbers: what is of none takes all. */
export function compareFormats(desk: Desk, { type, base, revision }: SlicePair): void {
  const of = (slice: Slice, other: Slice): string[] => formatsOf(slice).filter((format) => !isRespelled(format, other));
  const [then, now] = [of(base, revision), of(revision, base)];
  const isKept = (wanted: string, by: string[]): boolean =>
    (type === 'number' && whole.has(wanted)) ||
    by.some((format) => format === wanted || within.get(format)?.includes(wanted));
  if (now.some((format) => !isKept(format, then)))
    narrowed(desk, 'format', 'format', changed(desk, 'format'), samplesOf(desk.base));
  if (then.some((format) => !isKept(format, now)))
    widened(desk, 'format', 'format', changed(desk, 'format'), samplesOf(desk.revision));
}

/** Whether the other side says a format of OpenAPI 3.0 in the words of later versions. */
const isRespelled = (format: string, { parts }: Slice): boolean =>
  parts.some(
    ({ value }) =>
      (format === 'byte' && /^base64$/iu.test(value?.contentEncoding)) ||
      (format === 'binary' && /^application\/octet-stream$/iu.test(value?.contentMediaType)),
  );

const formatsOf = ({ parts }: Slice): string[] =>
  parts.flatMap(({ value }) =>
    isObject(value) && typeof value.format === 'string' && !shown.has(value.format) ? [value.format] : [],
  );
