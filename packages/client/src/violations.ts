import * as generated from '#generated';
import type { ContractFacts } from './facts.ts';

/** What kind of value it is, in words that tell nothing secret. */
export const { kindOf } = generated as ContractFacts;
