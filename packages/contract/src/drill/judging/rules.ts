/** A sentence that a caller must keep. */
export interface CallerRule {
  /** Class and name; stands in reports and in ignore files. */
  name: string;
  /** A warning never fails a run. */
  severity: 'violation' | 'warning';
  /** What holds where the rule is kept. */
  says: string;
  /** Where it is written. */
  reference: string;
}

const rule = (
  name: string,
  says: string,
  reference: string,
  severity: CallerRule['severity'] = 'violation',
): CallerRule => ({ name, says, reference, severity });

const unsafe = 'RFC 9110, section 9.2.2; the document: x-retcodes';

/** Every rule, by its name. */
export const rules = {
  contract: rule('request/contract', 'The request keeps the contract.', 'the document'),
  path: rule('request/path', 'The request goes to a documented path, with a documented method.', 'the document: paths'),
  oneKey: rule('request/one-key', 'The session’s key is sent once.', 'the document: security; RFC 9110, section 5.3'),
  otherValues: rule(
    'request/values',
    'The call is made with the values that the caller was given.',
    'the document: examples',
  ),
  misplaced: rule(
    'key/in-place',
    'The session’s key stands in its header, and in no other part of a request.',
    'the document: security',
  ),
  elsewhere: rule(
    'key/elsewhere',
    'The session’s key goes to the gateway and nowhere else.',
    'RFC 9110, section 17.16.3',
  ),
  inTarget: rule('key/in-address', 'The session’s key stands in no address.', 'RFC 9110, section 17.9'),
  printed: rule('key/printed', 'The session’s key is not printed.', 'CWE-532'),
  resentUnknown: rule('resend/unknown', 'What may have taken effect is not sent again.', unsafe),
  resentNever: rule('resend/never', 'What is refused for good is not sent again.', 'the document: x-retcodes, retry'),
  resentDone: rule('resend/done', 'What has been carried out is not sent again.', unsafe),
  noPause: rule('resend/pause', 'There is a pause before a call is sent again.', 'the document: x-retcodes, retry'),
  steady: rule('resend/growing', 'The pauses grow.', 'the document: x-retcodes, retry', 'warning'),
  tooEarly: rule(
    'resend/retry-after',
    'A call is not sent again before the time that Retry-After gives.',
    'RFC 9110, section 10.2.3',
  ),
  endless: rule('resend/end', 'Sending again has an end.', 'the document: x-retcodes, retry'),
  gaveUp: rule(
    'resend/given-up',
    'What passes by itself is tried again.',
    'the document: x-retcodes, retry',
    'warning',
  ),
  sameKey: rule('session/same-key', 'A key that was refused is not sent again.', 'the document: x-session'),
  notRenewed: rule(
    'session/renewed',
    'A lapsed session is renewed where a fresh key can be had.',
    'the document: x-session',
    'warning',
  ),
  noEnd: rule('end/time-out', 'A call ends, whatever the gateway does.', 'the document'),
  falseSuccess: rule('verdict/success', 'Success is claimed only where the answer says it.', 'the document: x-success'),
  falseFailure: rule(
    'verdict/failure',
    'Failure is claimed only where the call has failed.',
    'the document: x-success',
  ),
  otherCode: rule(
    'verdict/code',
    'The code that a caller names is the one that it was answered.',
    'the document: x-success',
  ),
  ownAnswer: rule('verdict/own-answer', 'Each of two calls at once is told its own answer.', 'RFC 9112, section 9.3'),
  falseProof: rule('verdict/not-applied', 'What may have taken effect is not called undone.', unsafe),
  vague: rule(
    'verdict/known',
    'What certainly did not take effect is called so.',
    'the document: x-retcodes, outcome',
    'warning',
  ),
  untrusted: rule('tls/authority', 'A private authority is trusted because it was given.', 'RFC 9110, section 4.3.4'),
  unchecked: rule(
    'tls/certificate',
    'Nothing is sent to who cannot prove to be the gateway.',
    'RFC 9110, section 4.3.4; RFC 9525',
  ),
} satisfies Record<string, CallerRule>;
