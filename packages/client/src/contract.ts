import * as generated from '#generated';
import type { ContractFacts, ContractStamp } from './facts.ts';

// One by one, so that a bundle holds only those that it uses.
/** The contract that this client was made from. */
export const stamp = generated.stamp as ContractStamp;
/** Version of this package. */
export const version = generated.version as string;
/** The result codes of the contract. */
export const retcodes = generated.retcodes as ContractFacts['retcodes'];
/** Names of the response headers in which fresh keys of a session come. */
export const sessionHeaders = generated.sessionHeaders as string[];
/** The operations of the contract, ready to be called. */
export const operations = generated.operations as ContractFacts['operations'];
