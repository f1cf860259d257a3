import { brotliCompressSync, gzipSync } from 'node:zlib';
import { readContract, type Contract, type Json } from '@cc-gateway/spec';
import type { Case } from '../../src/check/answers/reading/case.ts';
import { markup } from '../../src/check/answers/rules/exposure.ts';
import type { Capture } from '../../src/check/wire/exchange.ts';
import type { Wire } from '../../src/check/wire/request.ts';
import { closed, misshown, own as contract, traced } from '../faulty/document.ts';

/** The key of the session that asks. */
export const key = '5b21d5a0-77aa-4c5e-9d3e-0f6a1c2b3d4e.AgentGateway1';
const body = '{"message":"","retcode":"0","result":{}}';
const refused = '{"message":"No.","retcode":"000-002","result":{}}';
const type = 'Content-Type: application/json; charset=UTF-8';

/** An answer: its bytes, and how it came where that is not as usual. */
export interface Example {
  bytes: string | Buffer;
  capture?: Partial<Capture>;
  wire?: Partial<Wire>;
  spec?: Contract;
  isOpen?: boolean;
  tolerates?: number[];
  /** Keys that must not come back, where it is not the one of the session. */
  secrets?: string[];
  /** What is known of the request beside its bytes. */
  case?: Partial<Case>;
}

const answer = (content: string | Buffer = body, head = type, start = 'HTTP/1.1 200 OK'): Buffer =>
  Buffer.concat([
    Buffer.from(
      `${start}\r\n${head === '' ? '' : `${head}\r\n`}Content-Length: ${Buffer.byteLength(content)}\r\n\r\n`,
      'latin1',
    ),
    Buffer.from(content as string),
  ]);
const status = (line: string, head = type): Example => ({ bytes: answer(body, head, `HTTP/1.1 ${line}`) });
const says = (content: string | Buffer, spec?: Contract): Example => ({
  bytes: answer(content),
  ...(spec && { spec }),
});
const headed = (head: string): Example => ({ bytes: answer(body, `${type}\r\n${head}`) });
const typed = (mediaType: string): Example => ({ bytes: answer(body, `Content-Type: ${mediaType}`) });
const framed = (head: string, rest: string): Example => ({
  bytes: `HTTP/1.1 200 OK\r\n${type}\r\n${head}\r\n\r\n${rest}`,
});
const encoded = (coding: string, content: string | Buffer): Example => ({
  bytes: answer(content, `${type}\r\nContent-Encoding: ${coding}`),
  wire: { headers: [['Accept-Encoding', coding.replace('x-', '')]] },
});
const cutShort = (example: Example): Example => ({
  ...example,
  bytes: Buffer.from(example.bytes as string).subarray(0, -1),
});
const usual: Example = { bytes: answer() };
const from: Partial<Wire> = { headers: [['Origin', 'https://a.example']] };
const ended = (ending: Capture['ending'], example: Example = { bytes: '' }): Example => ({
  ...example,
  isOpen: ending === 'timeout' || ending === 'flood',
  capture: { ending },
});

const outside = (example: Example): Example => ({ ...example, case: { isOutside: true } });
const cutOff = (example: Example): Example => ({ ...example, case: { mayBeCutOff: true } });

/** A document without a rule of success, and these answers. */
const plain = (responses: Json): Contract =>
  readContract({ openapi: '3.1.1', paths: { '/things': { put: { responses } } } }, { version: '1', hash: '' });
const content = (schema: Json, mediaType = 'application/json'): Json => ({ content: { [mediaType]: { schema } } });
const named = content({ type: 'object', properties: { name: { type: 'string' } } });
/** A document whose one operation asks for a credential, or for those that are told. */
const keyed = (scheme: Json, security: Json = [{ key: [] }]): Contract =>
  readContract(
    {
      openapi: '3.1.1',
      paths: { '/things': { get: { security, responses: { 200: {} } } } },
      components: { securitySchemes: { key: scheme, sid: { type: 'apiKey', in: 'cookie', name: 'sid' } } },
    },
    { version: '1', hash: '' },
  );
const cached = (vary: string, scheme: Json, security?: Json): Example => ({
  ...headed(`Cache-Control: max-age=60${vary === '' ? '' : `\r\nVary: ${vary}`}`),
  wire: { method: 'GET' },
  spec: keyed(scheme, security),
});
const inHeader = { type: 'apiKey', in: 'header', name: 'X-Key' };
const simple = plain({ 200: named, 404: named });
const withRefusals = plain({ 200: {}, 400: {} });
const listed = plain({ 200: { headers: { 'X-Tags': { schema: { type: 'array', minItems: 2, items: {} } } } } });
const broad = plain({ 200: content({}, 'application/*') });
const either = plain({ 200: { content: { 'application/json': {}, 'text/plain': {} } } });
const twins = ['0f6a1c2b3d4e-first', '4d3e9c5e77aa-other'] as const;
/** A path that holds one of two keys as it is, and the other one as it is only when it is read. */
const telltale = `/a;k=${twins[0]};l=${Array.from(twins[1], (one) => `%${one.charCodeAt(0).toString(16)}`).join('')}`;

/** With 200 and 503 as the answers that an operation documents. */
const withBusy = (): Contract => {
  const document: Json = structuredClone(contract.document);
  const operation: Json = Object.values<Json>(Object.values<Json>(document.paths)[0])[0];
  operation.responses['503'] = { description: 'busy' };
  return readContract(document, contract.stamp);
};

/** For each rule about answers: what keeps it, and what breaks it. */
export const examples: Record<string, [keeps: Example[], breaks: Example[]]> = {
  'transport/first-byte': [
    [usual, ended('closed'), { ...ended('timeout'), case: { rule: 'transport/request-framing' } }],
    [ended('timeout')],
  ],
  'transport/stall': [[usual], [ended('timeout', { bytes: 'HTTP/1.1 200 OK\r\n' })]],
  'transport/no-answer': [
    [usual, cutOff(ended('closed')), outside({ ...ended('closed'), wire: { framing: 'asGiven' } })],
    [ended('closed'), ended('reset'), outside(ended('closed')), { ...ended('closed'), wire: { framing: 'asGiven' } }],
  ],
  'transport/truncated': [[usual, cutOff(framed('Content-Length: 90', body))], [framed('Content-Length: 90', body)]],
  'transport/unsolicited': [[usual], [{ bytes: Buffer.concat([answer(), answer()]) }]],
  'transport/early-reset': [
    [
      usual,
      ended('reset', usual),
      { ...usual, capture: { isEarly: true } },
      cutOff({ ...usual, capture: { isEarly: true, ending: 'reset' } }),
    ],
    [{ ...usual, capture: { isEarly: true, ending: 'reset' } }],
  ],
  'transport/head-size': [[headed(`X: ${'a'.repeat(8_000)}`)], [headed(`X: ${'a'.repeat(48_000)}`)]],
  'transport/flood': [[usual], [ended('flood', { bytes: 'HTTP/1.1 200 OK\r\n' })]],
  'transport/interim': [
    [
      { bytes: `HTTP/1.1 102 Processing\r\n\r\n${answer().toString()}` },
      {
        bytes: `HTTP/1.1 100 Continue\r\n\r\n${answer().toString()}`,
        wire: {
          headers: [
            ['Accept', '*/*'],
            ['Expect', '100-continue'],
          ],
        },
      },
    ],
    [
      { bytes: `HTTP/1.1 100 Continue\r\n\r\n${answer().toString()}` },
      { bytes: `HTTP/1.1 102 Processing\r\n\r\n${answer().toString()}`, wire: { version: '1.0' } },
      { bytes: 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n' },
      { bytes: `${'HTTP/1.1 102 Processing\r\n\r\n'.repeat(4)}${answer().toString()}` },
    ],
  ],
  'transport/head-body': [
    [{ bytes: answer('', type), wire: { method: 'HEAD' } }],
    [{ bytes: answer(), wire: { method: 'HEAD' } }],
  ],
  'transport/head-syntax': [
    [usual, { bytes: answer(body, type, 'HTTP/1.1 200 ') }, framed('Content-Length: +40', body)],
    [
      { bytes: answer().toString().replaceAll('\r\n', '\n') },
      headed('X : 1'),
      headed('X: 1\r\n folded'),
      headed('no colon'),
      { bytes: answer(body, type, 'HTTP/1.1 2000 OK') },
      { bytes: answer(body, type, 'ICY 200 OK') },
    ],
  ],
  'transport/framing': [
    [usual, headed('X : 1'), framed('Transfer-Encoding: chunked', `28;a=b\r\n${body}\r\n0\r\nX: 1\r\n\r\n`)],
    [
      framed('Transfer-Encoding: chunked\r\nContent-Length: 40', `28\r\n${body}\r\n0\r\n\r\n`),
      framed('Transfer-Encoding: chunked', `zz\r\n${body}\r\n0\r\n\r\n`),
      framed('Content-Length: +40', body),
      { ...framed('Transfer-Encoding: chunked', `28\r\n${body}\r\n0\r\n\r\n`), wire: { version: '1.0' } },
    ],
  ],
  'transport/injected': [[headed('X-Other: 1')], [headed('X-Contract-Injected: 1')]],
  'transport/date': [
    [usual, headed('Date: Sun, 06 Nov 1994 08:49:37 GMT')],
    [headed('Date: 1994-11-06T08:49:37Z'), headed('Date: Sunday, 06-Nov-94 08:49:37 GMT')],
  ],
  'transport/duplicate-header': [[headed('Server: a')], [headed('Server: a\r\nServer: b')]],
  'status/undocumented': [
    [
      usual,
      outside(status('404 Not Found')),
      status('302 Found', 'Location: /login'),
      { ...status('503 Busy'), spec: simple },
      { ...status('405 Method Not Allowed'), spec: simple },
      { ...status('422 Unprocessable Content'), spec: simple },
      { ...status('405 Method Not Allowed'), spec: withRefusals },
    ],
    [
      status('201 Created'),
      status('418 Teapot'),
      status('503 Busy'),
      { ...status('201 Created'), spec: simple },
      { ...status('422 Unprocessable Content'), spec: withRefusals },
    ],
  ],
  'status/redirect': [
    [
      usual,
      ended('closed'),
      { ...status('308 Permanent Redirect', 'Location: /other'), tolerates: [308] },
      { ...status('302 Found', 'Location: /login'), spec: plain({ 302: {} }) },
    ],
    [status('302 Found', 'Location: /login')],
  ],
  'status/server-error': [
    [usual, { ...status('503 Busy'), spec: withBusy() }],
    [status('500 Error'), status('503 Busy'), outside({ ...status('503 Busy'), spec: withBusy() })],
  ],
  'status/header': [
    [
      { ...headed('X-Trace-Id: a'), spec: traced },
      outside({ ...usual, spec: traced }),
      { ...headed('X-Tags: a\r\nX-Tags: b'), spec: listed },
    ],
    [{ ...usual, spec: traced }],
  ],
  'media/missing': [[usual], [{ bytes: answer(body, '') }]],
  'media/syntax': [
    [
      typed('Application/JSON'),
      typed('application/json ; charset="UTF-8"'),
      ended('closed'),
      { bytes: answer(body, '') },
      outside(typed('json')),
    ],
    [typed('application/json; charset==utf-8'), typed('json'), headed(type), outside(headed(type))],
  ],
  'media/type': [
    [
      typed('application/json'),
      { ...typed('application/json'), spec: either },
      { ...typed('application/xml'), spec: broad },
      { ...typed('application/a+json'), spec: plain({ 200: content({}, 'application/*+json') }) },
      outside(typed('text/html')),
    ],
    [typed('text/html'), typed('application/jsonp'), { ...typed('text/xml'), spec: broad }],
  ],
  'media/charset': [
    [
      typed('application/json; charset=utf8'),
      typed('application/json'),
      outside(typed('application/json; charset=ISO-8859-1')),
      says(`${body}}`),
    ],
    [
      typed('application/json; charset=ISO-8859-1'),
      typed('application/json; charset=utf-8; charset=ISO-8859-1'),
      says(Buffer.from(body, 'utf16le')),
    ],
  ],
  'media/content-coding': [
    [
      headed('Content-Encoding: identity'),
      encoded('x-gzip', gzipSync(body)),
      encoded('gzip', ''),
      cutShort(encoded('gzip', gzipSync(body))),
      says(`${body}}`),
      ended('closed'),
    ],
    [
      { ...encoded('gzip', gzipSync(body)), wire: {} },
      { ...encoded('br, gzip', gzipSync(brotliCompressSync(body))), wire: { headers: [['Accept-Encoding', 'gzip']] } },
      headed('Content-Encoding: gzip'),
      says(Buffer.from([0x1f, 0x8b, 8, 0])),
      { ...headed('Content-Encoding: gzip'), wire: { headers: [['Accept-Encoding', 'gzip']] } },
    ],
  ],
  'envelope/empty': [[usual], [says('')]],
  'envelope/json': [
    [
      says(`\r\n ${body}\n`),
      encoded('br', brotliCompressSync(body)),
      encoded('br', body),
      outside(says(`${body}}`)),
      { bytes: answer(`${body}}`, type, 'HTTP/1.1 418 Teapot') },
      { bytes: answer('<html>', 'Content-Type: text/html') },
    ],
    [says(`${body}}`), says(body.replace('{}', '{},')), says('<html>'), { bytes: answer('<html>', '') }],
  ],
  'envelope/utf-8': [
    [says(body.replace('""', '"é漢😀"'))],
    [says(Buffer.from(body.replace('""', '"\u00e9"'), 'latin1'))],
  ],
  'envelope/byte-order-mark': [[usual], [says(`\ufeff${body}`)]],
  'envelope/duplicate-member': [
    [says(body.replace('{}', '{"a":{"a":1},"b":["a","a"]}')), says(`\ufeff${body}`)],
    [
      says(body.replace('{', '{"retcode":"0",')),
      { bytes: answer(body.replace('{', '{"retcode":"0",'), 'Content-Type: text/plain') },
      says(body.replace('{', String.raw`{"retc\u006fde":"1",`)),
    ],
  ],
  'envelope/proto-member': [
    [says(body.replace('{}', '{"proto":1}'))],
    [says(body.replace('{}', '{"__proto__":{"a":1}}')), says(body.replace('{}', '{"constructor":{"a":1}}'))],
  ],
  'envelope/surrogate': [
    [says(body.replace('""', String.raw`"\ud83d\ude00"`))],
    [says(body.replace('""', String.raw`"\ud83d"`))],
  ],
  'envelope/unsafe-number': [
    [says(body.replace('{}', '{"a":9007199254740991,"b":0.1}'))],
    [says(body.replace('{}', '{"a":9007199254740993}')), says(body.replace('{}', '{"a":1e400}'))],
  ],
  'envelope/depth': [
    [says(body.replace('{}', `{"a":${'['.repeat(20)}${']'.repeat(20)}}`))],
    [says(body.replace('{}', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`))],
  ],
  'envelope/size': [
    [says(body.replace('""', `"${'a'.repeat(1_000)}"`))],
    [says(body.replace('""', `"${'a'.repeat(2 ** 20)}"`))],
  ],
  'envelope/encoded-twice': [[usual], [says(JSON.stringify(body))]],
  'document/example': [
    [says(body, misshown)],
    [says('{"message":"","retcode":"0","result":{"count":"three"}}', misshown)],
  ],
  'envelope/missing-member': [[usual, outside(says('{"retcode":"0"}'))], [says('{"retcode":"0"}')]],
  'envelope/type': [[usual], [says(body.replace('"0"', '0')), says(`[${body}]`)]],
  'envelope/value': [
    [says(body.replace('""', '"No."'), closed)],
    [{ ...says('{"message":"No.","retcode":"0","result":{}}'), spec: withListed() }],
  ],
  'envelope/closed': [[says(body, closed)], [says(body.replace('{', '{"extra":1,'), closed)]],
  'envelope/tolerated': [[usual], [says(body.replace('{}', 'null'))]],
  'envelope/success-value': [
    [
      usual,
      says(refused),
      ended('closed'),
      outside(says(body.replace('"0"', '"00"'))),
      { bytes: answer(body.replace('"0"', '"00"'), type, 'HTTP/1.1 418 Teapot') },
      says(body.replace('"0"', '""'), withSuccess('')),
      { ...says(body.replace('"0"', '""')), spec: simple },
    ],
    [
      says(body.replace('"0"', '"00"')),
      says(body.replace('"0"', '""')),
      says(body.replace('"0"', '"\uff10"')),
      says(body.replace('"0"', String.raw`"0\u0000"`)),
    ],
  ],
  'envelope/internals': [
    [says(body.replace('""', '"Meet me at Home.java or at noon."'))],
    [
      says(body.replace('""', String.raw`"at com.x.Y.z(Y.java:12)"`)),
      says(body.replace('""', '"java.lang.NullPointerException"')),
      says(body.replace('""', '"Fatal error: Uncaught TypeError in /var/www/x.php on line 12"')),
      says(body.replace('""', '"x.rb:12:in `move\': no id (NoMethodError)"')),
      says(body.replace('""', '"at Gateway.Move(Int32 id) in /src/Gateway.cs:line 42"')),
      says(body.replace('""', `"thread 'main' panicked at src/main.rs:5:10"`)),
      says(body.replace('""', '"SQLITE_ERROR: near x"')),
      says(body.replace('""', '"ERROR:  syntax error at or near x"')),
      { bytes: answer('Traceback (most recent call last):', 'Content-Type: text/plain', 'HTTP/1.1 500 Error') },
    ],
  ],
  'auth/shared-cache': [
    [
      usual,
      ...['private', 'no-store', 'no-cache'].map((directive): Example => ({
        ...headed(`Cache-Control: ${directive}, max-age=60`),
        wire: { method: 'GET' },
      })),
      headed('Cache-Control: max-age=60'),
      outside(headed('Cache-Control: public')),
      { ...headed('Cache-Control: public'), spec: simple },
      { ...headed('Cache-Control: max-age=60\r\nVary: Accept, Guid'), wire: { method: 'GET' } },
      { ...headed('Cache-Control: max-age=60\r\nVary: *'), wire: { method: 'GET' } },
      cached('Cookie', { type: 'apiKey', in: 'cookie', name: 'sid' }),
      cached('', { type: 'apiKey', in: 'query', name: 'key' }),
      cached('', { type: 'http', scheme: 'bearer' }),
      cached('X-Key', inHeader, [{ key: [], sid: [] }]),
      cached('X-Key', inHeader, [{ key: [] }, {}]),
      cached('X-Key, Cookie', inHeader, [{ key: [] }, { sid: [] }]),
    ],
    [
      headed('Cache-Control: public, max-age=60'),
      headed('Cache-Control: s-maxage="60"'),
      { ...headed('Cache-Control: max-age=60\r\nVary: Accept'), wire: { method: 'GET' } },
      { ...headed('Cache-Control: max-age=60'), wire: { method: 'HEAD' } },
      cached('sid', { type: 'apiKey', in: 'cookie', name: 'sid' }),
      cached('Cookie', inHeader),
      cached('X-Key', inHeader, [{ key: [] }, { sid: [] }]),
    ],
  ],
  'auth/cross-origin': [
    [
      usual,
      headed('Access-Control-Allow-Origin: *'),
      {
        ...headed('Access-Control-Allow-Origin: https://own.example\r\nAccess-Control-Allow-Credentials: true'),
        wire: from,
      },
    ],
    [
      {
        ...headed('Access-Control-Allow-Origin: https://a.example\r\nAccess-Control-Allow-Credentials: true'),
        wire: from,
      },
      headed('Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true'),
    ],
  ],
  'transport/version': [
    [usual, headed('Server: nginx'), headed('Server: Gateway/AgentGateway1')],
    [
      headed('Server: nginx/1.18.0'),
      headed('X-AspNet-Version: 4.0.30319'),
      { bytes: answer('<hr>nginx/1.18.0', 'Content-Type: text/html', 'HTTP/1.1 404 Not Found') },
    ],
  ],
  'envelope/reflected': [
    [
      usual,
      says(body.replace('""', `"${markup}"`)),
      says(body.replace('""', `"${markup}"`).replace('{}', 'null')),
      says(body.replace('""', '"&lt;script&gt;contract-check&lt;/script&gt;"')),
      { bytes: answer(body.replace('""', `"No call ${markup}"`), `${type}\r\nX-Content-Type-Options: nosniff`) },
      {
        bytes: answer(
          `No ${markup}`,
          'Content-Type: text/plain\r\nX-Content-Type-Options: nosniff',
          'HTTP/1.1 404 Not Found',
        ),
      },
    ],
    [
      says(body.replace('""', `"No call ${markup}"`)),
      { bytes: answer(`No ${markup}`, 'Content-Type: text/html', 'HTTP/1.1 404 Not Found') },
      { bytes: answer(`No ${markup}`, 'Content-Type: text/html\r\nX-Content-Type-Options: nosniff') },
      { bytes: answer(`No ${markup}`, 'X-Content-Type-Options: nosniff') },
    ],
  ],
  'transport/cached': [[usual, { ...headed('Age: 7'), wire: { method: 'GET' } }], [headed('Age: 7')]],
  'envelope/extra-member': [
    [
      usual,
      outside(says('{"extra":1}')),
      says('["extra"]'),
      says('null'),
      says('"extra"'),
      { ...says('{"name":"a"}'), spec: simple },
      { bytes: answer('{"extra":1}', type, 'HTTP/1.1 404 Not Found'), spec: simple },
      { ...says('{"extra":1}'), spec: plain({ 200: content({}) }) },
    ],
    [says(body.replace('{', '{"extra":1,')), { ...says('{"extra":1}', simple) }],
  ],
  'auth/echo': [
    [
      usual,
      ended('closed'),
      says(body.replace('""', '"No such session."')),
      { ...headed(`Set-GUID: JSESSIONID=${key}`), spec: withSignIn() },
      {
        bytes: answer(`No /a;k=${key}`, 'Content-Type: text/plain', 'HTTP/1.1 404 No'),
        wire: { target: `/a;k=${key}` },
      },
      {
        bytes: answer(`No ${telltale}, no ${decodeURIComponent(telltale)}`, 'Content-Type: text/plain'),
        wire: { target: telltale },
        secrets: [...twins],
      },
    ],
    [
      says(body.replace('""', `"${key} is unknown"`)),
      says(body.replace('""', `"${Buffer.from(key).toString('base64')}"`)),
      headed(`X-Session: ${key.toUpperCase()}`),
      says(body.replace('""', `"${Array.from(key, (one) => `&#${one.charCodeAt(0)};`).join('')}"`)),
      says(body.replace('""', `"${Array.from(key, (one) => `&#x${one.charCodeAt(0).toString(16)};`).join('')}"`)),
      { bytes: `HTTP/1.1 103 Early Hints\r\nLink: </${key}>\r\n\r\n${answer().toString()}` },
      framed('Transfer-Encoding: chunked', `28\r\n${body}\r\n0\r\nX-Trace: ${key}\r\n\r\n`),
      status(`200 ${key}`),
      { ...headed(`X-Trace: ${twins[0]}\r\nX-Span: ${twins[1]}`), secrets: [...twins] },
      { ...headed('X-Trace: 0f6a/1c2b/3d4e'), secrets: ['0f6a/1c2b/3d4e'] },
    ],
  ],
};

/** The contract with an operation that signs an agent in, and so asks for no session itself. */
function withSignIn(): Contract {
  const document: Json = structuredClone(contract.document);
  const { path } = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
  const put: Json = { ...document.paths[path].put, operationId: 'signIn', security: [] };
  document.paths = { '/sign-in/{agentid}': { put }, ...document.paths };
  return readContract(document, contract.stamp);
}

/** The contract with another value that tells success. */
function withSuccess(equals: string): Contract {
  const [operation] = contract.operations;
  return { ...contract, operations: [{ ...operation!, success: { ...operation!.success!, equals } }] };
}

/** The contract with a listed value for the message. */
function withListed(): Contract {
  const document: Json = structuredClone(contract.document);
  const { path } = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
  const content = document.paths[path].put.responses['200'].content['application/json'];
  content.schema = { allOf: [content.schema, { properties: { message: { enum: ['', 'Yes.'] } } }] };
  return readContract(document, contract.stamp);
}
