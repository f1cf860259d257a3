import { readyNames } from './scenario/ready.ts';

/** The flags of the command, as `parseArgs` of Node reads them. */
export const flags = {
  port: { type: 'string', short: 'p', default: '8043' },
  host: { type: 'string', short: 'h', default: '127.0.0.1' },
  'allow-host': { type: 'string', multiple: true },
  spec: { type: 'string' },
  'contract-version': { type: 'string' },
  remote: { type: 'boolean', default: false },
  lenient: { type: 'boolean', default: false },
  scenario: { type: 'string', default: 'quiet-day' },
  violations: { type: 'string', default: 'gateway' },
  errors: { type: 'boolean', default: false },
  dynamic: { type: 'boolean', short: 'd', default: false },
  seed: { type: 'string' },
  'json-schema-faker-fill-properties': { type: 'boolean' },
  'ignore-examples': { type: 'boolean', default: false },
  cors: { type: 'boolean' },
  'body-limit': { type: 'string' },
  latency: { type: 'string' },
  log: { type: 'string', default: 'pretty' },
  workers: { type: 'string', default: '1' },
  watch: { type: 'boolean', short: 'w', default: false },
  tls: { type: 'boolean', default: false },
  'ca-out': { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  control: { type: 'string' },
  'control-token': { type: 'string' },
  version: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What `--help` says. */
export const usage = `cc-gateway-mock [DOCUMENT]: a mock that answers from its contract, or from another OpenAPI document.

  -p, --port N          8043 unless told; 0 takes a free one
  -h, --host NAME       127.0.0.1 unless told
  --allow-host NAME     a name that requests may be for, beside the host's own and those of loopback; again for more
  --spec DOCUMENT       the same as DOCUMENT
  --contract-version X  its contract in another version; one that is not there names those that are
  --remote              the document, and what it refers to, may be at addresses of the web
  --lenient             what of a schema cannot be compiled is left out; else its operation answers 500
  --scenario NAME|FILE  ${readyNames.join(', ')}, or a YAML file; quiet-day unless told
  --violations KIND     gateway: refused as the gateway does; problem: Prism's application/problem+json
  --errors              an answer that breaks its own schema is answered with 500
  -d, --dynamic         answers made at random from their schemas, where the request does not choose
  --seed TEXT           where that randomness starts
  --no-json-schema-faker-fill-properties  answers made at random have no members that are not documented
  --ignore-examples     answers made from their schemas although there are examples
  --cors, --no-cors     whether web pages of other origins are answered; as the document demands unless told
  --body-limit BYTES    as 1048576 or 10mb; as the document demands unless told
  --latency MS|MIN-MAX  what every answer waits for
  --log FORMAT          pretty, json or silent
  -w, --watch           the document or the scenario changed: plays what stands there now
  --workers N           so many processes on one port, where the scenario has no state and counts nothing
  --tls                 HTTPS with a certificate made at start
  --ca-out FILE         where the PEM of its authority is written, for clients to trust
  --cert FILE --key FILE  HTTPS with this certificate
  --control PORT        the test control over HTTP on a port of its own; 0 takes a free one
  --control-token TEXT  what its callers send as bearer; made at start unless told, where the host is not loopback
  --version             the version of this command
  --help                this text`;
