import { keyHeader, sentType } from '../ask.ts';
import type { Outcome, Request } from './send.ts';

type Answered = Exclude<Outcome, 'no answer'>;

/** Where the mock answers otherwise than `prism mock`, on purpose. */
export interface Difference {
  name: string;
  reason: string;
  /** Whether this difference explains two answers to a request. */
  explains(request: Request, prism: Outcome, ours: Answered): boolean;
}

const header = ({ headers }: Request, name: string): string =>
  String(Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '');

const statusOf = (outcome: Outcome): number | 'no answer' => (outcome === 'no answer' ? outcome : outcome.status);

const isSuccess = (outcome: Outcome): boolean =>
  outcome !== 'no answer' && outcome.status >= 200 && outcome.status < 300;

/** Whether it is the media type of the contract, in UTF-8. */
const isSent = (mediaType: string): boolean => {
  const [type = '', ...parameters] = mediaType.toLowerCase().split(/\s*;\s*/);
  return type === sentType && parameters.every((each) => /^(charset="?utf-?8"?)?$/.test(each));
};

/** Every deliberate difference that the contract shows, with its reason. The parity suite knows no other. */
export const differences: Difference[] = [
  {
    name: 'Allow on 405',
    reason: 'RFC 9110, section 15.5.6, demands it, and it tells a caller what to send.',
    explains: (_, prism, ours) =>
      prism !== 'no answer' &&
      ours.status === 405 &&
      prism.status === 405 &&
      ours.body === prism.body &&
      /^[A-Z]+(, [A-Z]+)*$/.test(String(ours.headers['allow'])) &&
      JSON.stringify(prism.headers) === JSON.stringify({ ...ours.headers, allow: undefined }),
  },
  {
    name: 'malformed JSON is answered',
    reason: 'prism-cli waits for the end of a stream that has ended, and the caller with it.',
    explains: (_, prism, ours) => prism === 'no answer' && ours.status === 422 && ours.body.includes('is not JSON'),
  },
  {
    name: 'an empty body in chunks is no body',
    reason: 'prism-cli takes it for malformed JSON, and waits.',
    explains: (request, prism, ours) =>
      prism === 'no answer' && request.body === '' && ours.body.includes('Body parameter is required'),
  },
  {
    name: 'a body that is not UTF-8 is refused',
    reason: 'prism-cli puts U+FFFD in the place of the bytes, so that what is checked is not what was sent.',
    explains: (_, _prism, ours) => ours.status === 422 && ours.body.includes('is not UTF-8'),
  },
  {
    name: 'a media type that is not documented is refused',
    reason:
      'prism-cli takes any +json and any charset, looks at none where the body comes in chunks, and fails on what is no media type.',
    explains: (request, prism, ours) =>
      ours.status === 415 && statusOf(prism) !== 415 && !isSent(header(request, 'content-type')),
  },
  {
    name: 'a media type may end in a semicolon',
    reason: 'RFC 9110, section 5.6.6, allows an empty parameter; prism-cli fails on it with 500.',
    explains: (request, prism, ours) =>
      statusOf(prism) === 500 && isSuccess(ours) && header(request, 'content-type').endsWith(';'),
  },
  {
    name: 'an Accept that is no list of media types is answered 406',
    reason: 'It ends the process of prism-cli.',
    explains: (request, prism, ours) =>
      prism === 'no answer' && ours.status === 406 && /^(nonsense|,|\*)$/.test(header(request, 'accept')),
  },
  {
    name: 'a path that is not percent-encoded properly is answered',
    reason: 'It ends the process of prism-cli.',
    explains: (request, prism, ours) =>
      prism === 'no answer' && ours.status === 422 && /%(?![\da-f]{2})/i.test(request.target),
  },
  {
    name: 'a percent-encoded letter is that letter',
    reason:
      'RFC 3986, section 6.2.2.2: the two paths are equivalent. prism-cli routes both and then loses the parameters.',
    explains: (request, prism, ours) =>
      statusOf(prism) === 422 && isSuccess(ours) && /%[67][\da-f]/i.test(request.target),
  },
  {
    name: 'a target is a path, even where it begins with two slashes or holds a back-slash',
    reason:
      'prism-cli takes what follows two slashes for a host, a back-slash for a slash, and fails on the rest with 500.',
    explains: (request, _, ours) => /^\/[/\\]/.test(request.target) && ours.status === 404,
  },
  {
    name: 'a content coding is undone',
    reason:
      'prism-cli takes the coded bytes for the body; what it cannot undo is to be answered 415 (RFC 9110, section 8.4).',
    explains: (request, prism, ours) =>
      /^(gzip|br|none)$/.test(header(request, 'content-encoding')) &&
      isSuccess(prism) &&
      (ours.status === 415 || (ours.status === 422 && ours.body.includes('which Content-Encoding says'))),
  },
  {
    name: 'where an example is not there, the header sl-examples names those that are',
    reason: 'It tells a caller what to send.',
    explains: (_, prism, ours) =>
      prism !== 'no answer' &&
      prism.status === 404 &&
      ours.status === 404 &&
      ours.body === prism.body &&
      /^[^ ]/.test(String(ours.headers['sl-examples'])),
  },
  {
    name: 'no CORS',
    reason:
      'The gateway has none: a browser client that works on the mock would fail in the field. Other documents have it.',
    explains: (request, prism, ours) => request.method === 'OPTIONS' && statusOf(prism) === 204 && ours.status === 405,
  },
  {
    name: "a session's key does not come back",
    reason: 'prism-cli quotes the path that it does not know, whatever stands in it.',
    explains: (request, prism, ours) =>
      prism !== 'no answer' &&
      prism.status === ours.status &&
      prism.body.replaceAll(header(request, keyHeader), '[redacted]') === ours.body,
  },
  {
    name: 'a body over 1 MiB is refused',
    reason: 'prism-cli reads 10 MB; a mock shall show what a container in front does, and not fill the memory.',
    explains: (request, prism, ours) =>
      ours.status === 413 && isSuccess(prism) && Buffer.byteLength(request.body ?? '') > 2 ** 20,
  },
];

/**
 * Those that only other documents show. What prism-cli checks or reads otherwise than a document says stands, case by case, in
 * `boundary.test.ts` (what is accepted, and what is refused), `sampled.test.ts` (which of several operations is meant, and what is
 * answered) and `callbacks.test.ts`.
 */
export const otherDifferences: Difference[] = [
  {
    name: 'HEAD is answered where GET is documented',
    reason: 'RFC 9110, section 9.3.2: the same as GET, without the body.',
    explains: (request, prism, ours) =>
      request.method === 'HEAD' && statusOf(prism) === 405 && ours.status !== 405 && ours.body === '',
  },
  {
    name: 'the base path of a server is served',
    reason: 'A client that is given the address of the document sends it.',
    explains: (request, prism, ours) => statusOf(prism) === 404 && isSuccess(ours) && request.target.startsWith('/v2/'),
  },
  {
    name: 'an answer of 204 says nothing of a body',
    reason: 'RFC 9110, section 15.3.5: it has none; prism-cli gives the media type of one.',
    explains: (_, prism, ours) =>
      statusOf(prism) === 204 && ours.status === 204 && ours.headers['content-type'] === undefined,
  },
  {
    name: 'reserved characters in a form are read',
    reason:
      'What stands there means the same with and without percent-encoding; prism-cli refuses every one that is not encoded.',
    explains: (request, prism, ours) => request.target === '/form' && statusOf(prism) === 422 && isSuccess(ours),
  },
  {
    name: 'a body without a media type is taken for the documented one',
    reason: 'RFC 9110, section 8.3, leaves it to the recipient; prism-cli takes it for text.',
    explains: (request, prism, ours) =>
      header(request, 'content-type') === '' &&
      request.body !== undefined &&
      statusOf(prism) === 422 &&
      ours.status === 201,
  },
];
