import type { Operation } from '@cc-gateway/spec';
import { hasKey, placed } from '../requests/serialize.ts';
import type { Contradiction } from './contradiction.ts';

/** Alternatives of an operation's security that want two keys in one place. */
export const securityContradictions = ({ security, pointer }: Operation): Contradiction[] =>
  security.flatMap((schemes): Contradiction[] => {
    const places = schemes.filter(hasKey).map((scheme) => placed(scheme, '').slice(0, 2).join(' ').toLowerCase());
    const at = places.findIndex((place, index) => places.indexOf(place) !== index);
    return at < 0
      ? []
      : [
          {
            rule: 'document/security',
            place: `${pointer}/security`,
            about: schemes.map(({ scheme }) => scheme).join(' and '),
            says: `both stand in the ${places[at]}, and one key alone can`,
          },
        ];
  });
