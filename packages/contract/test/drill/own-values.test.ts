import { listSituations } from '../../src/drill/drill.ts';
import { judge } from '../../src/drill/judging/judge.ts';
import type { Evidence } from '../../src/drill/judging/evidence.ts';
import { expect, test } from 'vitest';

const key = '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1';
const path = '/calls/101';
const body = { callid: '1663580465-1134', skillid: 1 };
const [success] = await listSituations({});

/** One request, carried out, and what the caller printed. */
function rulesOf({
  headers = [],
  guid = key,
  sent = body,
  to = path,
  output = '',
}: {
  headers?: [string, string][];
  guid?: string;
  sent?: object;
  to?: string;
  output?: string;
}): string[] {
  const evidence: Evidence = {
    situation: success!,
    attempts: [
      {
        atMs: 0,
        method: 'PUT',
        target: to,
        headers: [['Guid', guid], ...headers],
        isElsewhere: false,
        isReused: false,
      },
    ],
    judged: [
      { method: 'PUT', path: to, query: {}, headers: {}, body: sent, operation: 'move', status: 200, violations: [] },
    ],
    sample: { path, body },
    endings: [{ code: 0, output, seconds: 1 }],
    keys: [key],
    keyNames: ['Guid'],
    limit: 30,
  };
  const found = judge(evidence);
  return typeof found === 'string' ? [found] : found.map(({ rule }) => rule.name);
}

test.each([
  ['nothing but the key in its header', {}, []],
  ['a member and a header of its own', { sent: { ...body, note: 'x' }, headers: [['X-Trace', '1']] }, []],
  ['the members in another order', { sent: { skillid: 1, callid: body.callid } }, []],
  ['another call', { sent: { ...body, callid: '1' } }, ['request/values']],
  ['another agent', { to: '/calls/102' }, ['request/values']],
  ['the key in a cookie, too', { headers: [['Cookie', `JSESSIONID=${key}`]] }, ['key/in-place']],
  ['the key in its name for others', { headers: [['User-Agent', `caller/${key}`]] }, ['key/in-place']],
  ['the key in the body, as the mock tells it', { sent: { ...body, guid: '[redacted]' } }, ['key/in-place']],
  ['a word before the key', { guid: `Bearer ${key}` }, ['key/in-place']],
  ['the key in capitals', { output: key.toUpperCase() }, ['key/printed']],
  ['the key without its node', { output: `session ${key.split('.')[0]}` }, ['key/printed']],
  [
    'the key in escapes',
    { output: Array.from(key, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('') },
    ['key/printed'],
  ],
  ['the node of the key alone', { output: 'AgentGateway1' }, []],
] as [string, Parameters<typeof rulesOf>[0], string[]][])(
  'of a caller that sends or prints %s, that much is told',
  (_, given, rules) => {
    expect(rulesOf(given)).toEqual(rules);
  },
);
