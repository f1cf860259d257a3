import * as generated from '#generated';
import type { ContractFacts, ContractStamp } from './facts.ts';

const facts = generated as ContractFacts;

/** The contract that this client was made from. */
export const stamp: ContractStamp = facts.stamp;

/** The facts of the contract, which the build generates from it. */
export const { version, retcodes, sessionHeaders, operations } = facts;
