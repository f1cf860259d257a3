import { textOf } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { hasJsonBody, caseOf, type Plan } from '../../requests/plan.ts';
import { essence } from '../../answers/reading/observed.ts';
import { withHeader, withoutHeader, type Wire } from '../../wire/request.ts';

/** Bodies under media types that the operation does not document. */
export function mediaCases(plan: Plan): Case[] {
  const { operation, wire, values } = plan;
  const documented = operation.body?.contents.map(({ mediaType }) => essence(mediaType)) ?? [];
  if (!wire.body || documented.some((mediaType) => mediaType.includes('*'))) return [];
  const tries = [...labels(wire), ...(hasJsonBody(plan) ? [...variants(wire), ...rewritten(wire, values.body)] : [])];
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

type Try = [what: string, wire: Wire];

const labelled = (wire: Wire, mediaType: string): Try => [mediaType, withHeader(wire, 'Content-Type', mediaType)];

/** The body as it is, under labels that are none of JSON's. */
const labels = (wire: Wire): Try[] => [
  ...['text/plain', 'application/octet-stream', 'image/png'].map((type) => labelled(wire, type)),
  ['text/html', withHeader(wire, 'Content-Type', 'text/html; charset=UTF-8')],
  ['no media type', withoutHeader(wire, 'Content-Type')],
];

/** JSON under labels that are nearly its own, and under that of a form. */
const variants = (wire: Wire): Try[] =>
  [
    'text/json',
    'application/problem+json',
    'application/*',
    '*/*',
    'json',
    'application/jsonx',
    'application/javascript',
    'application/xml',
    'application/x-www-form-urlencoded',
  ].map((type) => labelled(wire, type));

/** The members of a body in other formats. */
function rewritten(wire: Wire, body: unknown): Try[] {
  const form = Object.entries(Object(body)).map(([name, value]) => [name, textOf(value)]);
  const xml = `<request>${form.map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</request>`;
  const boundary = 'cut';
  const parts = form.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return [
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
}
