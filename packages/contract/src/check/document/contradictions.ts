import type { Contract, Operation } from '@cc-gateway/spec';
import type { Contradiction } from './contradiction.ts';
import { exampleContradictions } from './examples.ts';
import { alike, pathContradictions } from './paths.ts';
import { securityContradictions } from './security.ts';
import { schemaContradictions } from './schemas.ts';

/** Where the document contradicts itself about an operation. */
export const contradictionsOf = (contract: Contract, operation: Operation): Contradiction[] => [
  ...pathContradictions(contract, operation),
  ...exampleContradictions(contract, operation),
  ...schemaContradictions(operation),
  ...securityContradictions(operation),
];

/** Whether the document describes the same requests twice, so that an answer may be that of the other description. */
export const isDescribedTwice = (contract: Contract, operation: Operation): boolean =>
  alike(contract, operation).length > 0;
