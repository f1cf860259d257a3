import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '@cc-gateway/spec';
import type { Difference } from './changes.ts';
import type { Keys } from '../reading/keys.ts';
import { at, keysOf, type OperationPair, type Version } from '../reading/versions.ts';

/** How the ways to authenticate change. Schemes are told apart by what stands on the wire, not by their names. */
export function compareSecurity({ base, revision, before, after }: OperationPair): Difference[] {
  const earlier = alternativesOf(before, base);
  const later = alternativesOf(after, revision);
  if (isDeepStrictEqual(new Set(earlier.map(String)), new Set(later.map(String)))) return [];
  const lost = earlier.filter((known) => !later.some((now) => now.every((scheme) => known.includes(scheme))));
  const message = `a request is authenticated by ${said(later)}, was ${said(earlier)}`;
  return [
    {
      level: lost.length > 0 ? 'major' : 'minor',
      rule: 'security',
      message,
      place: { side: 'revision', keys: placeOf(base, revision, after) },
    },
  ];
}

/** The scheme that was changed where the same schemes are named; otherwise what names them. */
function placeOf(base: Operation, revision: Operation, { document }: Version): Keys {
  const [scheme] = schemesOf(revision);
  if (scheme && isDeepStrictEqual(schemesOf(base), schemesOf(revision)))
    return ['components', 'securitySchemes', scheme];
  const keys = [...keysOf(revision), 'security'];
  return at(document, keys) ? keys : ['security'];
}

/** The alternatives; one that needs nothing where there is none. */
function alternativesOf({ document }: Version, { security, path, method }: Operation): string[][] {
  const required = document.paths[path][method.toLowerCase()].security ?? document.security ?? [];
  const names = security.map((schemes) =>
    schemes
      .map(({ scheme, type, in: place, name }, _, all) => {
        const source = document.components?.securitySchemes?.[scheme] ?? {};
        if (type === 'apiKey') return `the ${place} ${place === 'header' ? name?.toLowerCase() : name}`;
        if (type === 'http') return `HTTP ${String(source.scheme).toLowerCase()}`;
        const scopes: string[] = required[security.indexOf(all)]?.[scheme] ?? [];
        return [type, source.openIdConnectUrl, ...scopes].filter(Boolean).join(' ');
      })
      .toSorted(),
  );
  return names.length > 0 ? names : [[]];
}

const said = (alternatives: string[][]): string =>
  alternatives.map((one) => one.join(' and ') || 'nothing').join(', or ');

const schemesOf = ({ security }: Operation): string[] => security.flat().map(({ scheme }) => scheme);
