import { textOf } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { hasJsonBody, caseOf, type Plan } from '../../requests/plan.ts';
import { essence } from '../../answers/reading/observed.ts';
import { withHeader, withoutHeader, type Wire } from '../../wire/request.ts';

/** Bodies under media types that the operation does not document. */
export function mediaCases(plan: Plan): Case[] {
  if (!hasJsonBody(plan)) return [];
  const { operation, wire, values } = plan;
  const documented = operation.body!.contents.map(({ mediaType }) => essence(mediaType));
  if (documented.some((mediaType) => mediaType.includes('*'))) return [];
  const form = Object.entries(Object(values.body)).map(([name, value]) => [name, textOf(value)]);
  const xml = `<request>${form.map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</request>`;
  const boundary = 'cut';
  const parts = form.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const tries: [string, Wire][] = [
    ['text/plain', withHeader(wire, 'Content-Type', 'text/plain')],
    ['text/json', withHeader(wire, 'Content-Type', 'text/json')],
    ['text/html', withHeader(wire, 'Content-Type', 'text/html; charset=UTF-8')],
    ['application/octet-stream', withHeader(wire, 'Content-Type', 'application/octet-stream')],
    ['application/problem+json', withHeader(wire, 'Content-Type', 'application/problem+json')],
    ['application/*', withHeader(wire, 'Content-Type', 'application/*')],
    ['*/*', withHeader(wire, 'Content-Type', '*/*')],
    ['json', withHeader(wire, 'Content-Type', 'json')],
    ['application/jsonx', withHeader(wire, 'Content-Type', 'application/jsonx')],
    ['application/javascript', withHeader(wire, 'Content-Type', 'application/javascript')],
    ['image/png', withHeader(wire, 'Content-Type', 'image/png')],
    ['application/x-www-form-urlencoded', withHeader(wire, 'Content-Type', 'application/x-www-form-urlencoded')],
    ['no media type', withoutHeader(wire, 'Content-Type')],
    [
      'application/x-www-form-urlencoded, as a form',
      {
        ...withHeader(wire, 'Content-Type', 'application/x-www-form-urlencoded'),
        body: Buffer.from(new URLSearchParams(form as [string, string][]).toString()),
      },
    ],
    ['application/xml, as XML', { ...withHeader(wire, 'Content-Type', 'application/xml'), body: Buffer.from(xml) }],
    [
      'multipart/form-data, as parts',
      {
        ...withHeader(wire, 'Content-Type', `multipart/form-data; boundary=${boundary}`),
        body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
      },
    ],
  ];
  return tries
    .filter(([what]) => !documented.includes(what.split(',')[0]!))
    .map(([what, sent]) =>
      caseOf(plan, {
        id: `media/${what}`,
        rule: what === 'no media type' ? 'accepts/no-media-type' : 'accepts/media-type',
        about: `the body comes as ${what}`,
        place: `${operation.pointer}/requestBody/content`,
        wire: sent,
        expect: 'refused',
        tolerates: [400, 415],
      }),
    );
}
