import { always, fault, header, members, own, refusal, replies, type Fault } from './fault.ts';
import { decoded, type Call, type Change } from './gateway.ts';
import { value, type Reply } from './http.ts';
import { raw } from './requests/readings.ts';

/** Refuses what is wrong before it looks at the session. */
const first = (isWrong: (call: Call) => boolean): Change => ({
  refuse: (call) => (isWrong(call) ? '000-006' : undefined),
});

/** A page for paths that nobody has. */
const page = (content: (target: string) => string): Change =>
  replies(always, (reply, { request }) =>
    reply.status === 404
      ? { ...reply, headers: [['Content-Type', 'text/html; charset=UTF-8']], body: content(request.target) }
      : reply,
  );

const letIn = (reply: Reply, origin: string | undefined): Reply =>
  origin === undefined
    ? reply
    : {
        ...reply,
        headers: [
          ...reply.headers,
          ['Access-Control-Allow-Origin', origin],
          ['Access-Control-Allow-Credentials', 'true'],
        ],
      };

/** Faults of a gateway that gives away more than it should: to caches, to other origins, to who looks for weaknesses. */
export const exposureFaults: Fault[] = [
  fault('every cache may keep a success', 'auth/shared-cache', header('Cache-Control', 'public, max-age=3600')),
  fault('shared caches may keep refusals', 'auth/shared-cache', header('Cache-Control', 's-maxage=60', refusal)),
  fault('a cache in front answers', 'transport/cached', header('Age', '12')),
  fault(
    'any origin is let in with credentials',
    'auth/cross-origin',
    replies(always, (reply, { request }) => letIn(reply, value(request, 'origin'))),
  ),
  fault(
    'any origin is let in where it asks for leave',
    'auth/cross-origin',
    replies(
      ({ request }) => request.method === 'OPTIONS',
      (reply, { request }) => letIn(reply, value(request, 'origin')),
    ),
  ),
  fault(
    'a page without an origin is let in',
    'auth/cross-origin',
    replies(always, (reply, { request }) => letIn(reply, value(request, 'origin') === 'null' ? 'null' : undefined)),
  ),
  fault(
    'every origin and credentials',
    'auth/cross-origin',
    replies(own, (reply) => letIn(reply, '*')),
  ),
  fault('Server tells a version', 'transport/version', header('Server', 'Apache/2.4.41 (Ubuntu)', always)),
  fault('X-Powered-By tells a version', 'transport/version', header('X-Powered-By', 'PHP/7.4.3')),
  fault(
    'an error page tells a version',
    'transport/version',
    page(() => '<hr><center>nginx/1.18.0</center>'),
  ),
  fault(
    'the body is read before the session',
    'auth/order',
    first((call) => raw(call) === '{'),
  ),
  fault(
    'members are looked at before the session',
    'auth/order',
    first((call) => raw(call) === '{}'),
  ),
  fault(
    'the media type is looked at before the session',
    'auth/order',
    first(({ request }) => value(request, 'content-type') === 'text/plain'),
  ),
  fault(
    'the message quotes the call',
    'envelope/reflected',
    members((body, { body: { callid } }) => ({ ...body, message: `Call ${String(callid).slice(0, 100)}` })),
  ),
  fault(
    'a page quotes the path',
    'envelope/reflected',
    page((target) => `<p>No ${decoded(target)}</p>`),
  ),
  fault('nothing is too large', 'accepts/size', { skip: new Set(['size']) }),
];
