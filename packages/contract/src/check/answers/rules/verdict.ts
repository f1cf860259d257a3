import { rule, type Rule } from './rule.ts';

const document = (part: string): string => `the document: ${part}`;

/** What a provider must refuse. */
export const acceptsRules: Rule[] = [
  rule('accepts/required', 'A request without a required part is refused.', document('required')),
  rule('accepts/null', 'null is no value of a type that does not list it.', document('type')),
  rule('accepts/type', 'A value of another type is refused.', document('type')),
  rule('accepts/range', 'A number out of its bounds is refused.', document('minimum, maximum, multipleOf, format')),
  rule('accepts/length', 'A string that is too short or too long is refused.', document('minLength, maxLength')),
  rule('accepts/pattern', 'A string that does not match its pattern is refused.', document('pattern')),
  rule('accepts/enum', 'A value that is not listed is refused.', document('enum')),
  rule('accepts/format', 'A string that has not its format is refused.', document('format'), 'warning'),
  rule('accepts/items', 'A list with wrong members is refused.', document('items, minItems, maxItems, uniqueItems')),
  rule('accepts/closed', 'A member that a closed schema does not name is refused.', document('additionalProperties')),
  rule('accepts/body-missing', 'A request without its required body is refused.', document('requestBody.required')),
  rule('accepts/body-root', 'A body of another type is refused.', document('requestBody schema')),
  rule(
    'accepts/member-name',
    'A member under another name, or in another place, is not the member.',
    'RFC 8259 §8.3; requestBody schema',
  ),
  rule('accepts/json', 'A body that is not JSON is refused.', 'RFC 8259 §2'),
  rule('accepts/encoding', 'A body that is not UTF-8 is refused.', 'RFC 8259 §8.1'),
  rule('accepts/media-type', 'A body of an undocumented media type is refused.', document('requestBody.content')),
  rule(
    'accepts/size',
    'A request that is far larger than any honest one is refused.',
    'RFC 9110 §15.5.14, §15.5.15; RFC 6585 §5; OWASP API4:2023',
    'warning',
  ),
  rule('accepts/no-media-type', 'A body without a media type is worth a look.', 'RFC 9110 §8.3', 'warning'),
];

/** What a provider must not refuse. */
export const refusesRules: Rule[] = [
  rule('refuses/example', "The document's own example is not called wrong.", document('examples; x-retcodes')),
  rule(
    'refuses/boundary',
    'A value at the edge of what is allowed is not refused for being there.',
    document('schema'),
  ),
  rule('refuses/generated', 'A valid value is not refused where its siblings are accepted.', document('schema')),
  rule('refuses/spelling', 'The same JSON value in another spelling gets the same verdict.', 'RFC 8259 §2, §4, §7'),
  rule(
    'refuses/number',
    'The same number in another spelling gets the same verdict.',
    'JSON Schema Core §4.2.3; RFC 8259 §6',
  ),
  rule(
    'refuses/open-member',
    'A member that an open schema does not name is no reason to refuse.',
    document('additionalProperties'),
  ),
  rule('refuses/header-case', 'Header names are the same in any case.', 'RFC 9110 §5.1'),
  rule('refuses/header', 'A header that does not concern the operation changes nothing.', 'RFC 9110 §5.1'),
  rule('refuses/media-type', 'The same media type in another spelling is the same.', 'RFC 9110 §8.3.1'),
  rule('refuses/path', 'The same path, percent-encoded, is the same.', 'RFC 3986 §2.3, §6.2.2'),
  rule('refuses/target', 'A request target in absolute form is understood.', 'RFC 9112 §3.2.2', 'warning'),
  rule('refuses/chunked', 'A chunked request body is read.', 'RFC 9112 §7.1'),
  rule('refuses/pieces', 'A request that arrives in pieces is the same request.', 'RFC 9112 §2.2'),
  rule('refuses/expect', 'Expect: 100-continue is understood.', 'RFC 9110 §10.1.1'),
  rule(
    'refuses/size',
    'White space that makes a body large changes nothing; 413 is an answer.',
    'RFC 8259 §2; RFC 9110 §15.5.14',
  ),
];

/** What holds for methods and paths beside the documented ones. */
export const methodRules: Rule[] = [
  rule('method/undocumented', 'A method that is not documented is not carried out.', document('paths')),
  rule(
    'method/status',
    'A method that is not documented is answered as HTTP says: 405, 501 or another refusal.',
    'RFC 9110 §15.5.6',
  ),
  rule('method/allow', 'Allow comes with 405 and lists the documented methods alone.', 'RFC 9110 §10.2.1, §15.5.6'),
  rule('method/override', 'A header or a query does not change the method or the path.', 'RFC 9110 §9.1, §7.1'),
  rule('method/case', 'Methods are told apart by case.', 'RFC 9110 §9.1'),
  rule('method/options', 'OPTIONS tells, and does nothing.', 'RFC 9110 §9.3.7'),
  rule('method/trace', 'TRACE does not send keys back.', 'RFC 9110 §9.3.8'),
  rule('method/path-case', 'Paths are told apart by case.', 'RFC 3986 §6.2.2.1'),
  rule('method/path-twin', 'Another path is another resource.', 'RFC 3986 §3.3'),
  rule(
    'method/unknown-path',
    'A path that is not documented is answered 404 or another refusal of HTTP.',
    'RFC 9110 §15.5.5',
  ),
  rule('method/query', 'A query that the document does not name is worth a look.', document('parameters'), 'warning'),
];

/** What holds from one exchange to the next. */
export const stateRules: Rule[] = [
  rule('state/repeat', 'The same request gets the same verdict again.', document('x-preconditions; RFC 9110 §9.2.2')),
  rule('state/steady', 'The same wrong request is refused in the same way.', document('x-retcodes')),
  rule(
    'state/precondition',
    'A request that the example rows of the document do not grant is refused.',
    document('x-preconditions'),
  ),
  rule('state/made-up', 'A request for something that nobody has is refused.', document('x-preconditions'), 'warning'),
  rule(
    'state/near-key',
    'A key that is nearly one that is known names nothing, where another unknown key is refused.',
    document('x-preconditions'),
  ),
  rule('state/effect', 'What a success sets is so for the next request.', document('x-effects')),
  rule('state/created', 'What was made is found.', 'the document: responses.201; RFC 9110 §9.3.3, §15.3.2'),
  rule(
    'state/updated',
    'What was changed is read back changed.',
    'the document: responses; RFC 9110 §9.3.4; RFC 5789 §2',
  ),
  rule(
    'state/deleted',
    'What was deleted is not found any more.',
    'the document: responses.404, responses.410; RFC 9110 §9.3.5',
  ),
  rule('state/aftermath', 'A wrong request leaves nothing behind for the next one.', 'RFC 9110 §9.2'),
  rule('state/drift', 'What was accepted at the start is accepted at the end.', document('x-preconditions')),
  rule('state/connection', 'A kept-alive connection gives the verdict that a fresh one gives.', 'RFC 9112 §9.3'),
  rule('state/concurrent', 'Requests at the same time are answered as each of them alone.', 'RFC 9110 §9.2.2'),
  rule('state/growth', 'The time for an answer grows no faster than the request.', 'OWASP API4:2023'),
];

/** What holds before the first request. */
export const tlsRules: Rule[] = [
  rule('tls/expired', 'The certificate is valid today.', 'RFC 5280 §4.1.2.5'),
  rule('tls/host', 'The certificate is for this host.', 'RFC 9110 §4.3.4'),
  rule('tls/untrusted', 'The certificate comes from an authority that is trusted.', 'RFC 5280 §6'),
  rule('tls/handshake', 'TLS is agreed upon.', 'RFC 8446 §4'),
];
