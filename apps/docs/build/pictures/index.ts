import { fileName, type Contract, type Translate } from '@cc-gateway/spec';
import { decisionPicture } from './decision.ts';
import { roadPicture } from './road.ts';
import { sessionPicture } from './session.ts';

/** The pictures that are made of the contract, by the names under which guides show them. */
export function picturesOf(contract: Contract, t: Translate): Map<string, string> {
  const all: [string, string | undefined][] = [
    ['session', sessionPicture(contract, t)],
    ['decision', decisionPicture(contract, t)],
    ...contract.operations.map((operation): [string, string | undefined] => [
      `road-${fileName(operation.id)}`,
      roadPicture(operation, t),
    ]),
  ];
  return new Map(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
