import { keySchemes, placed } from '../../requests/serialize.ts';
import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import { withHeader, withoutHeader, type Wire } from '../../wire/request.ts';

/** Requests as a browser sends them for a page of another origin: no such page may read what credentials bring. */
export function crossOriginCases(plan: Plan, wire: Wire): Case[] {
  const { body: _, ...bare } = withoutHeader(wire, 'Content-Type');
  const names = keySchemes(plan.operation).map((scheme) => placed(scheme, ''));
  const asked = names.flatMap(([place, name]) => (place === 'header' ? [name] : [])).join(', ') || 'Content-Type';
  const preflight: Wire = {
    ...bare,
    method: 'OPTIONS',
    headers: [
      ...bare.headers,
      ['Access-Control-Request-Method', wire.method],
      ['Access-Control-Request-Headers', asked.toLowerCase()],
    ],
  };
  const tries: [what: string, origin: string, wire: Wire][] = [
    ['a page of a foreign origin asks', 'https://contract-check.example', wire],
    ['a page without an origin asks', 'null', wire],
    ['a page of a foreign origin asks for leave first', 'https://contract-check.example', preflight],
  ];
  return tries.map(([what, origin, sent]) =>
    caseOf(plan, {
      id: `origin/${what}`,
      rule: 'auth/cross-origin',
      about: what,
      place: `${plan.operation.pointer}/security`,
      wire: withHeader(sent, 'Origin', origin),
      expect: 'anything',
      isOutside: true,
    }),
  );
}
