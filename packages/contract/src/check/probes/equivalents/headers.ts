import { sessionHeader } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import type { Plan } from '../../requests/plan.ts';
import { withCookie, withHeader, withoutHeader, type Wire } from '../../wire/request.ts';
import { equivalent } from './relation.ts';

/** The same media type in other spellings. */
export function mediaTypes(plan: Plan): Case[] {
  const { wire, operation } = plan;
  const type = wire.headers.find(([name]) => name === 'Content-Type')![1].split(';')[0]!;
  const capital = type.replace(/^./, (first) => first.toUpperCase());
  const tries = [
    type,
    `${type}; charset=utf-8`,
    `${type};charset=UTF-8`,
    `${type}; charset="utf-8"`,
    `${capital}; charset=UTF-8`,
    `${type.toUpperCase()}; CHARSET=utf-8`,
    `${type} ; charset=UTF-8`,
  ];
  return tries.map((value) =>
    equivalent(
      plan,
      `media/${value}`,
      'refuses/media-type',
      `Content-Type is ${value}`,
      withHeader(wire, 'Content-Type', value),
      {
        place: `${operation.pointer}/requestBody/content`,
      },
    ),
  );
}

/** Headers in other spellings, and headers that do not concern the operation. */
export function headers(plan: Plan): Case[] {
  const { wire, operation, session } = plan;
  const named = (change: (name: string) => string): Wire => ({
    ...wire,
    headers: wire.headers.map(([name, value]) => [change(name), value]),
  });
  const types = wire.headers.find(([name]) => name === 'Accept')![1];
  const [first = '*/*'] = types.split(', ');
  const accept = (value: string): Case =>
    equivalent(plan, `accept/${value}`, 'media/accept', `Accept is ${value}`, withHeader(wire, 'Accept', value), {
      place: `${operation.pointer}/responses`,
    });
  const extra = (name: string, value: string): Case =>
    equivalent(
      plan,
      `header/${name} ${value.slice(0, 40)}`,
      'refuses/header',
      `${name} is ${value.slice(0, 40)}`,
      withHeader(wire, name, value),
    );
  const key = sessionHeader(operation);
  const blanks = session !== undefined && key !== undefined && key !== 'Authorization';
  return [
    equivalent(
      plan,
      'names/small',
      'refuses/header-case',
      'header names are in small letters',
      named((name) => name.toLowerCase()),
    ),
    equivalent(
      plan,
      'names/capital',
      'refuses/header-case',
      'header names are in capitals',
      named((name) => name.toUpperCase()),
    ),
    ...[first, '*/*', `${first.split('/')[0]}/*`, `${first};q=0.9, */*;q=0.1`, `text/html, ${first}`]
      .filter((value) => value !== types)
      .map(accept),
    // A browser's list, and one that leaves the document's types out: JSON or 406, and nothing that is not documented.
    ...['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', 'application/xml', 'text/html'].map(
      (value) => ({ ...accept(value), expect: 'anything' as const, tolerates: [406] }),
    ),
    equivalent(plan, 'accept/none', 'media/accept', 'there is no Accept', withoutHeader(wire, 'Accept')),
    equivalent(plan, 'agent/none', 'refuses/header', 'there is no User-Agent', withoutHeader(wire, 'User-Agent')),
    extra('X-Contract-Check', '1'),
    extra('X-Long', 'a'.repeat(4_000)),
    equivalent(plan, 'header/Cookie a=b', 'refuses/header', 'the cookie a is b', withCookie(wire, 'a=b')),
    extra('Accept-Language', 'zh-CN, de;q=0.8'),
    extra('Accept-Charset', 'utf-8'),
    extra('Accept-Encoding', 'gzip, deflate, br'),
    extra('Accept-Encoding', 'gzip;q=0, identity'),
    extra('Connection', 'close'),
    extra('TE', 'trailers'),
    // An entity tag that nobody has: RFC 9110, section 13.1.2.
    extra('If-None-Match', '"contract-check"'),
    // For GET and HEAD alone: RFC 9110, sections 13.1.3 and 14.2.
    ...(['GET', 'HEAD'].includes(operation.method)
      ? []
      : [extra('Range', 'bytes=0-9'), extra('If-Modified-Since', 'Thu, 01 Jan 2099 00:00:00 GMT')]),
    extra('User-Agent', 'curl/8.5.0'),
    extra('X-Forwarded-For', '192.0.2.1'),
    ...(blanks
      ? [
          equivalent(
            plan,
            'blanks/around',
            'auth/blanks',
            'blanks stand around the session key',
            withHeader(wire, key, `  ${session}  `),
          ),
          equivalent(
            plan,
            'blanks/tab',
            'auth/blanks',
            'a tab stands after the session key',
            withHeader(wire, key, `${session}\t`),
          ),
        ]
      : []),
  ];
}
