import type { AnswerRule, Rule } from './rule.ts';
import { headerOf } from '../../wire/raw-answer.ts';
import { defectRule, rule } from './rule.ts';

const fixDate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

const largestHead = 16_384;

/** Rules about the bytes of an exchange: RFC 9112, whatever the operation. */
export const transportRules: AnswerRule[] = [
  {
    ...rule(
      'transport/first-byte',
      'The first byte of an answer comes within the time-out.',
      'RFC 9110 §15.5.9; --timeout',
    ),
    judge: ({ capture, case: { rule } }) =>
      // Where two lengths are given, the provider may wait for the longer body.
      capture.ending === 'timeout' && capture.received.length === 0 && rule !== 'transport/request-framing'
        ? [`no byte within ${Math.round(capture.ms)} ms`]
        : [],
  },
  {
    ...rule('transport/stall', 'An answer that has begun ends within the time-out.', 'RFC 9112 §6.3; --timeout'),
    judge: ({ capture }) =>
      capture.ending === 'timeout' && capture.received.length > 0
        ? [`${capture.received.length} bytes came, and no end within ${Math.round(capture.ms)} ms`]
        : [],
  },
  {
    ...rule('transport/no-answer', 'A request is answered before the connection is closed.', 'RFC 9112 §9.6'),
    judge: ({ capture, case: { wire, isOutside, mayBeCutOff } }) =>
      !capture.answer &&
      ['closed', 'reset'].includes(capture.ending) &&
      !mayBeCutOff &&
      !(isOutside && wire.framing === 'asGiven')
        ? [`the connection was ${capture.ending} after ${capture.received.length} bytes without an answer`]
        : [],
  },
  {
    ...rule('transport/truncated', 'A body is as long as its framing says.', 'RFC 9112 §8'),
    judge: ({ capture, case: { mayBeCutOff } }) =>
      capture.answer && !capture.isComplete && ['closed', 'reset'].includes(capture.ending) && !mayBeCutOff
        ? [`the connection was ${capture.ending} in the middle of a ${capture.answer.framing} body`]
        : [],
  },
  {
    ...rule('transport/unsolicited', 'Nothing comes after the answer.', 'RFC 9112 §9.2'),
    judge: ({ capture }) =>
      capture.surplus.length > 0 ? [`${capture.surplus.length} bytes came after the end of the answer`] : [],
  },
  {
    ...rule('transport/early-reset', 'A provider that answers early lets the answer be read.', 'RFC 9112 §9.6'),
    judge: ({ capture, case: { mayBeCutOff } }) =>
      capture.isEarly && capture.ending === 'reset' && !mayBeCutOff
        ? ['the answer came before the request was sent, and the connection was reset']
        : [],
  },
  {
    ...rule('transport/head-size', 'The head of an answer fits what clients take (16 KiB).', 'RFC 9110 §5.4'),
    judge: ({ answer }) => (answer && answer.headBytes > largestHead ? [`the head has ${answer.headBytes} bytes`] : []),
  },
  {
    ...rule('transport/flood', 'An answer ends.', 'RFC 9112 §6.3'),
    judge: ({ capture }) => (capture.ending === 'flood' ? [`${capture.received.length} bytes came, and no end`] : []),
  },
  {
    ...rule('transport/interim', 'No interim answer comes that was not asked for.', 'RFC 9110 §15.2, §10.1.1'),
    judge: ({ answer, case: { wire } }) => {
      // No probe asks for another protocol in the way that takes: with Connection: upgrade.
      if (answer?.status === 101) return ['the answer is 101, and no other protocol was asked for'];
      const asked = wire.headers.some(([name]) => name.toLowerCase() === 'expect');
      const isOld = wire.version === '1.0';
      const unasked = answer?.interim.filter((status) => isOld || (status === 100 && !asked)) ?? [];
      return unasked.length > 0 || (answer?.interim.length ?? 0) > 3
        ? [`interim answers ${answer!.interim.join(', ')}`]
        : [];
    },
  },
  {
    ...rule(
      'transport/head-body',
      'An answer to HEAD, and an answer 204 or 304, has no body.',
      'RFC 9110 §9.3.2, §6.4.1',
    ),
    judge: ({ answer, capture }) =>
      answer?.framing === 'none' && capture.surplus.length > 0 ? [`${capture.surplus.length} bytes of a body`] : [],
  },
  defectRule('transport/head-syntax', 'Status line and header lines keep their form.', 'RFC 9112 §2.2, §4, §5'),
  {
    ...rule('transport/framing', 'One framing tells where the body ends.', 'RFC 9112 §6, §7.1'),
    judge: ({ answer, defects, case: { wire } }) => [
      ...defects.filter((defect) => defect.rule === 'transport/framing').map(({ says }) => says),
      ...(wire.version === '1.0' && answer?.framing === 'chunked'
        ? ['the answer to a request in HTTP/1.0 is chunked']
        : []),
    ],
  },
  {
    ...rule(
      'transport/cached',
      'The answer to a request that may change something comes from the provider, and from no cache.',
      'RFC 9111 §4, §5.1',
    ),
    judge: ({ answer, case: { wire } }) => {
      const age = headerOf(answer?.headers ?? [], 'age');
      return age !== undefined && ['PUT', 'POST', 'PATCH', 'DELETE'].includes(wire.method) ? [`Age is ${age}`] : [];
    },
  },
  {
    ...rule('transport/injected', 'Nothing of a request becomes a header of its answer.', 'RFC 9110 §5.5; CWE-113'),
    judge: ({ answer }) =>
      answer?.headers.some(([name]) => name.toLowerCase() === 'x-contract-injected')
        ? ['a header that the path held stands in the answer']
        : [],
  },
  {
    ...rule('transport/date', 'Date has the one form that senders use.', 'RFC 9110 §5.6.7, §6.6.1', 'warning'),
    judge: ({ answer }) =>
      (answer?.headers ?? [])
        .filter(([name, value]) => name.toLowerCase() === 'date' && !fixDate.test(value))
        .map(([, value]) => `Date is ${JSON.stringify(value)}`),
  },
  {
    ...rule('transport/duplicate-header', 'A header that has one value is there once.', 'RFC 9110 §5.2'),
    judge: ({ answer }) =>
      ['content-length', 'date', 'location', 'server', 'etag']
        .filter((name) => (answer?.headers.filter(([known]) => known.toLowerCase() === name).length ?? 0) > 1)
        .map((name) => `the header ${name} is there more than once`),
  },
];

/** Rules about connections, which probes of their own try. */
export const connectionRules: Rule[] = [
  rule(
    'transport/keep-alive',
    'A connection that is not announced to close carries a second exchange.',
    'RFC 9112 §9.3, §9.6',
  ),
  rule('transport/close', 'A connection that is announced to close is closed.', 'RFC 9112 §9.6'),
  rule(
    'transport/continue',
    'Expect: 100-continue gets leave to send the body, or an answer.',
    'RFC 9110 §10.1.1',
    'warning',
  ),
  rule(
    'transport/pipeline',
    'Requests that follow each other are answered in their order.',
    'RFC 9112 §9.3.2',
    'warning',
  ),
  rule(
    'transport/request-framing',
    'A request whose framing contradicts itself is not carried out.',
    'RFC 9112 §6.3, §5.1, §3.2',
    'warning',
  ),
];
