import type { IHttpRequest } from '@stoplight/prism-http';
import { exampleValue, sampleOf, schemaOf, type Content, type Operation } from '@cc-gateway/openapi';
import { covers, essenceOf, isRange } from '@cc-gateway/openapi/codec';
import type { Problem } from '../problem.ts';
import { contentFor, documentedFor, faultsOf } from './check.ts';
import { withHeaders } from './headers.ts';
import type { Answer, Preference } from './types.ts';

type Ask = (data: IHttpRequest, preference: Preference) => Answer | { error: Problem };

/** How often an answer that is made at random is made anew where it breaks its schema. */
const tries = 5;

/**
 * Prism's answer, mended where Prism makes one that nobody can use: one made from a schema that breaks it, one of an object in
 * a media type of text although the client takes JSON as well, and one in a range of media types.
 */
export function sendable(
  { described }: { described: Operation },
  data: IHttpRequest,
  ask: Ask,
  preference: Preference,
): Answer | { error: Problem } {
  const { accept = '', ...headers } = data.headers ?? {};
  const askAnything = () => ask({ ...data, headers }, preference);
  let answer = ask(data, preference);
  // Prism does not see that a documented range holds what the client takes.
  if ('error' in answer && answer.error.status === 406 && takesRange(described, accept)) {
    answer = askAnything();
  }
  if ('error' in answer && isGivenUp(answer.error)) answer = sampled(described) ?? answer;
  if ('error' in answer) return answer;
  if (isUnfit(answer) && accept.includes('*/*')) {
    const other = askAnything();
    if (!('error' in other)) answer = other;
    // Prism takes a range for text where nothing tells it more.
    if (isUnfit(answer) && rangesOf(described).length > 0) answer = inMediaType(answer, 'application/json');
  }
  answer = inOneMediaType(answer, accept);
  for (let tried = 1; tried < tries && preference.dynamic && faultsOf(described, answer).length > 0; tried++) {
    // The same seed would make the same answer.
    const seed = preference.seed === undefined ? {} : { seed: `${preference.seed} ${tried}` };
    const other = ask(data, { ...preference, ...seed });
    if (!('error' in other)) answer = inOneMediaType(other, accept);
  }
  answer = withHeaders(described, withBody(described, answer, preference));
  return isBodyMade(described, answer, preference) ? proven(described, answer) : asValue(described, answer);
}

/** An answer with a body that its media type can have, where Prism made none, or one that is no text, and its schema has one. */
function withBody(described: Operation, answer: Answer, preference: Preference): Answer {
  const mediaType = mediaTypeOf(answer);
  const content = contentFor(documentedFor(described.answers, answer.status)?.contents ?? [], mediaType);
  // Text and bytes may be none; JSON and XML may not, nor what has a schema.
  const isEmpty = answer.body === undefined && (content?.schema !== true || /[/+](json|xml)\s*(;|$)/i.test(mediaType));
  const isNoText = /^text\/(?!event-stream)/i.test(mediaType) && isUnfit(answer);
  if (!content || (!isEmpty && !(isNoText && isBodyMade(described, answer, preference)))) return answer;
  const { test } = schemaOf(content.schema, { direction: 'answer' });
  const { value } = sampleOf(content.schema, { direction: 'answer', fits: (each) => !isNoText || isText(each) });
  const body = isNoText && !isText(value) && test?.violations('string').length === 0 ? 'string' : value;
  return body === undefined ? answer : { ...answer, body };
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** An answer whose example is JSON, where the document writes it as a text. */
function asValue({ answers }: Operation, answer: Answer): Answer {
  if (typeof answer.body !== 'string') return answer;
  const mediaType = mediaTypeOf(answer);
  const content = contentFor(documentedFor(answers, answer.status)?.contents ?? [], mediaType);
  return content ? { ...answer, body: exampleValue(answer.body, mediaType, content.schema) } : answer;
}

/** Whether Prism found a schema too large to make a body of. */
const isGivenUp = ({ name }: Problem): boolean => name.endsWith('SCHEMA_TOO_COMPLEX');

/** The documented success with the lowest status, its body made from its schema; undefined where none can be made. */
function sampled({ answers }: Operation): Answer | undefined {
  const [lowest] = answers
    .filter(({ status }) => /^2\d\d$/.test(status))
    .toSorted((a, b) => (a.status < b.status ? -1 : 1));
  const content = lowest?.contents.find(({ mediaType }) => /[/+]json\b|\*/.test(mediaType));
  const sample = content && sampleOf(content.schema, { direction: 'answer' });
  if (!content || !sample || !('value' in sample)) return undefined;
  return { status: Number(lowest!.status), headers: { 'Content-type': content.mediaType }, body: sample.value };
}

/** An answer whose body keeps its schema, where Prism's does not and one was found. */
function proven(described: Operation, answer: Answer): Answer {
  if (!faultsOf(described, answer).some(({ path = [] }) => path[0] === 'body')) return answer;
  const content = contentFor(documentedFor(described.answers, answer.status)?.contents ?? [], mediaTypeOf(answer));
  const sample = content && sampleOf(content.schema, { direction: 'answer' });
  return sample && 'value' in sample ? { ...answer, body: sample.value } : answer;
}

/** Whether an answer's body was made from its schema, and is no example of the document. */
function isBodyMade(described: Operation, answer: Answer, preference: Preference): boolean {
  if (answer.body === undefined) return false;
  const contents = documentedFor(described.answers, answer.status)?.contents ?? [];
  const content = contentFor(contents, mediaTypeOf(answer));
  return content ? isMade(content, preference) : Boolean(preference.ignoreExamples || preference.dynamic);
}

/** Whether bodies of a content are made from its schema, since it has no example or none is wanted. */
export const isMade = (
  { examples, schema }: Content,
  { ignoreExamples, dynamic }: Pick<Preference, 'ignoreExamples' | 'dynamic'>,
): boolean => Boolean(ignoreExamples || dynamic) || (examples.length === 0 && !hasExample(schema));

const hasExample = (schema: unknown): boolean =>
  typeof schema === 'object' && schema !== null && ('example' in schema || 'examples' in schema || 'default' in schema);

const mediaTypeOf = ({ headers }: Answer): string => headers['Content-type'] ?? headers['content-type'] ?? '';

const rangesOf = ({ answers }: Operation): string[] =>
  answers.flatMap(({ contents }) => contents.map(({ mediaType }) => essenceOf(mediaType)).filter(isRange));

/** Whether a client takes something of a documented range. */
const takesRange = (described: Operation, accept: string): boolean =>
  rangesOf(described).some((range) =>
    accept.split(',').some((each) => isRange(essenceOf(each)) || covers(range, essenceOf(each))),
  );

/** Whether a body is no text, and its media type has a form for texts alone. */
const isUnfit = (answer: Answer): boolean =>
  typeof answer.body !== 'string' && answer.body !== undefined && !/[/+](json|xml)\s*(;|$)/i.test(mediaTypeOf(answer));

/** What stands for a range of media types where neither the body nor the client tells. */
const usual = ['application/octet-stream', 'image/png', 'audio/mpeg', 'video/mp4', 'text/plain'];

/** Of a range of media types, the one that the body is; else one that the client takes. */
function inOneMediaType(answer: Answer, accept: string): Answer {
  const range = essenceOf(mediaTypeOf(answer));
  if (!isRange(range)) return answer;
  const own = typeof answer.body === 'string' || answer.body === undefined ? 'text/plain' : 'application/json';
  const taken = accept.split(',').map(essenceOf);
  const one = [own, ...taken, ...usual].find((each) => !isRange(each) && covers(range, each));
  return inMediaType(answer, one ?? range.replace('*', 'x-any'));
}

const inMediaType = (answer: Answer, mediaType: string): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'Content-type': mediaType },
});
