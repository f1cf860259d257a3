import type { Contract, Operation } from '@cc-gateway/spec';
import { essence } from '../../check/answers/reading/observed.ts';
import { placesIn } from './members.ts';

/** A member of bodies, in words. `where`: `request`, or the documented status of the answer. */
export const memberName = (operation: string, where: string, place: readonly string[]): string =>
  `the member ${place.join('.')} of the ${where === 'request' ? 'request' : `answer ${where}`} of ${operation}`;

/** What a contract documents and traffic can show, in words; of operations that nobody called, the operation alone. */
export function documentedOf({ operations, retcodes }: Contract, isSeen: (operation: Operation) => boolean): string[] {
  const all = [
    ...operations.map(({ id }) => `the operation ${id}`),
    ...[...retcodes.codes.keys()].map((code) => `the code ${code}`),
    ...operations.filter(isSeen).flatMap(partsOf),
  ];
  return [...new Set(all)];
}

const partsOf = ({ id, body, answers }: Operation): string[] => [
  ...(body?.contents ?? []).flatMap(({ schema }) => placesIn(schema).map((place) => memberName(id, 'request', place))),
  ...answers.flatMap(({ status, contents }) => [
    `the status ${status} of ${id}`,
    ...contents.flatMap(({ mediaType, schema }) => [
      `the media type ${essence(mediaType)} of ${id}`,
      ...placesIn(schema).map((place) => memberName(id, status, place)),
    ]),
  ]),
];
