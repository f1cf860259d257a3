import { encodedPath } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { hasJsonBody, type Plan } from '../../requests/plan.ts';
import { withHeader, withoutHeader, type Wire } from '../../wire/request.ts';
import { headers, mediaTypes } from './headers.ts';
import { spellings } from './spellings.ts';
import { flawOf } from '../../requests/proof.ts';
import { equivalent } from './relation.ts';

/** The accepted request in other forms: what must get the same verdict. */
export function equivalentCases(plan: Plan): Case[] {
  const cases = [
    ...(hasJsonBody(plan) ? [...spellings(plan), ...mediaTypes(plan)] : []),
    ...headers(plan),
    ...paths(plan),
    ...transports(plan),
  ];
  // The plan's own request may break the document, where the user offers values that do.
  if (flawOf(plan, plan.wire) !== undefined) return cases;
  return cases.filter(({ wire, about }) => {
    const flaw = flawOf(plan, wire);
    if (flaw !== undefined) plan.run.recorder.leaveOut(plan.operation, about, `it cannot be sent: ${flaw}`);
    return flaw === undefined;
  });
}

function paths(plan: Plan): Case[] {
  const { wire, run, operation, values } = plan;
  const encoded = encodedPath(run.target, operation, values);
  // Of the query, which may hold the key, everything stays.
  const query = wire.target.includes('?') ? wire.target.slice(wire.target.indexOf('?')) : '';
  const parts = { place: operation.pointer };
  return [
    ...(encoded + query === wire.target
      ? []
      : [
          equivalent(
            plan,
            'path/encoded',
            'refuses/path',
            'the values in the path are percent-encoded',
            { ...wire, target: encoded + query },
            parts,
          ),
          equivalent(
            plan,
            'path/encoded small',
            'refuses/path',
            'the values in the path are percent-encoded in small letters',
            { ...wire, target: encoded.replaceAll(/%../g, (code) => code.toLowerCase()) + query },
            parts,
          ),
        ]),
    equivalent(
      plan,
      'path/absolute',
      'refuses/target',
      'the request target is an absolute URL',
      { ...wire, target: run.target.origin + wire.target },
      { ...parts, isOutside: true },
    ),
  ];
}

function transports(plan: Plan): Case[] {
  const { wire, run } = plan;
  const old: Wire = { ...wire, version: '1.0' };
  const noHost = withoutHeader(wire, 'Host');
  const body = wire.body !== undefined;
  return [
    equivalent(plan, 'pieces', 'refuses/pieces', 'the request arrives in pieces', { ...wire, pace: 'pieces' }),
    ...(body
      ? [
          equivalent(plan, 'chunked', 'refuses/chunked', 'the body is chunked', { ...wire, framing: 'chunked' }),
          equivalent(plan, 'chunked pieces', 'refuses/chunked', 'the body is chunked and arrives in pieces', {
            ...wire,
            framing: 'chunked',
            pace: 'pieces',
          }),
          equivalent(plan, 'expect', 'refuses/expect', 'Expect: 100-continue waits for leave to send the body', {
            ...withHeader(wire, 'Expect', '100-continue'),
            pace: 'continue',
          }),
        ]
      : []),
    equivalent(plan, 'http-1.0', 'status/http-1.0', 'the request is in HTTP/1.0', old),
    equivalent(
      plan,
      'http-1.0 no host',
      'status/http-1.0',
      'the request is in HTTP/1.0, without Host',
      {
        ...old,
        headers: withoutHeader(old, 'Host').headers,
      },
      { tolerates: [400, 421], isOutside: true },
    ),
    equivalent(plan, 'no host', 'status/host', 'there is no Host', noHost, { tolerates: [400, 421], isOutside: true }),
    equivalent(
      plan,
      'other host',
      'refuses/header',
      'Host is in capitals',
      withHeader(wire, 'Host', run.target.authority.toUpperCase()),
    ),
  ];
}
