import { covers } from '@cc-gateway/openapi/codec';
import { codingName } from '../reading/content-coding.ts';
import { essence } from '../reading/observed.ts';
import { headerOf } from '../../wire/raw-answer.ts';
import { defectRule, rule, type AnswerRule, type Rule } from './rule.ts';

const token = "[!#$%&'*+.^_`|~\\dA-Za-z-]+";
const form = new RegExp(
  `^${token}/${token}([ \\t]*;[ \\t]*(${token}[ \\t]*=[ \\t]*(${token}|"([^"\\\\]|\\\\.)*"))?)*[ \\t]*$`,
);

/** Rules about how a body is labelled. They hold for the documented answers of an operation. */
export const mediaRules: AnswerRule[] = [
  {
    ...rule('media/missing', 'A body comes with a media type.', 'RFC 9110 §8.3'),
    judge: (seen) => (isJudged(seen) && typeOf(seen) === undefined ? ['there is no Content-Type'] : []),
  },
  {
    ...rule('media/syntax', 'Content-Type keeps its form and is there once.', 'RFC 9110 §8.3.1'),
    judge: (seen) => {
      const types = seen.answer?.headers.filter(([name]) => name.toLowerCase() === 'content-type') ?? [];
      if (types.length > 1) return [`Content-Type is there ${types.length} times`];
      const type = typeOf(seen);
      return isJudged(seen) && type !== undefined && !form.test(type)
        ? [`Content-Type is ${JSON.stringify(type)}`]
        : [];
    },
  },
  {
    ...rule('media/type', 'The media type is a documented one.', 'the document: responses.*.content'),
    judge: (seen) => {
      const type = typeOf(seen);
      if (!isJudged(seen) || type === undefined) return [];
      const known = seen.documented!.contents.map(({ mediaType }) => essence(mediaType));
      return known.some((wanted) => covers(wanted, essence(type))) ? [] : [`Content-Type is ${JSON.stringify(type)}`];
    },
  },
  {
    ...defectRule('media/charset', 'JSON is UTF-8, and is not labelled otherwise.', 'RFC 8259 §8.1'),
    judge: (seen) => {
      const found = (typeOf(seen) ?? '').matchAll(/;\s*charset\s*=\s*(?:"\s*([^"]*?)\s*"|([^;\s]*))/gi);
      const labels = [...found].map(([, quoted, bare = '']) => (quoted ?? bare).toLowerCase());
      const wrong = seen.json && isJudged(seen) ? labels.filter((label) => !/^utf-?8$/.test(label)) : [];
      const noted = seen.defects.concat(seen.json?.defects ?? []).filter((defect) => defect.rule === 'media/charset');
      return [...wrong.map((label) => `the charset is ${JSON.stringify(label)}`), ...noted.map(({ says }) => says)];
    },
  },
  {
    ...rule(
      'media/content-coding',
      'The content coding is one that the request takes, and the body is in it.',
      'RFC 9110 §12.5.3, §8.4',
    ),
    judge: (seen) => {
      const coding = headerOf(seen.answer?.headers ?? [], 'content-encoding')?.toLowerCase();
      const asked = headerOf(seen.case.wire.headers, 'accept-encoding') ?? '';
      if (coding && coding !== 'identity' && !takes(asked, coding))
        return [`Content-Encoding is ${coding}, which was not asked for`];
      const { answer: raw, isComplete } = seen.capture;
      if (coding && isComplete && raw!.body.length > 0 && !seen.isInItsCoding)
        return [`the body is not in ${coding}, which Content-Encoding tells`];
      const noted = seen.json?.defects.filter((defect) => defect.rule === 'media/content-coding' && !coding) ?? [];
      return noted.map(({ says }) => says);
    },
  },
];

/** Rules about media types that probes of their own try. */
export const mediaProbeRules: Rule[] = [
  rule('media/accept', 'A request that takes the documented media type gets it.', 'RFC 9110 §12.5.1'),
];

/** Whether a header such as `gzip;q=0.5, identity` takes a content coding. */
function takes(accepted: string, coding: string): boolean {
  const weights = new Map(
    accepted.split(',').map((part): [string, boolean] => {
      const [name = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
      return [codingName(name), !parameters.some((each) => /^q=0(\.0*)?$/.test(each))];
    }),
  );
  return coding.split(',').every((each) => weights.get(codingName(each)) ?? weights.get('*') ?? false);
}

type Judged = Parameters<AnswerRule['judge']>[0];

const typeOf = ({ answer }: Judged): string | undefined => headerOf(answer?.headers ?? [], 'content-type');

const isJudged = ({ answer, documented, case: { isOutside } }: Judged): boolean =>
  !isOutside && answer !== undefined && answer.framing !== 'none' && (documented?.contents.length ?? 0) > 0;
