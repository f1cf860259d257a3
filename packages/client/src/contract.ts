import * as generated from '#generated';
import type { CallOptions, ContractFacts } from './facts.ts';

/** The facts of the contract, which the build generates from it. */
export const { stamp, retcodes, operations } = generated as ContractFacts;

/** A gateway, with one method for each operation of its contract. */
export interface GatewayClient extends generated.Methods<CallOptions> {}
