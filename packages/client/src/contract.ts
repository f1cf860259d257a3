import * as generated from '#generated';
import type { CallOptions } from './options.ts';
import type { ContractFacts, ContractStamp } from './facts.ts';

const facts = generated as ContractFacts;

/** The contract that this client was made from. */
export const stamp: ContractStamp = facts.stamp;

/** The facts of the contract, which the build generates from it. */
export const {
  version,
  retcodes,
  sessionHeaders,
  operations,
  credentials,
  sessionScheme,
  check,
  copy,
  write,
  identify,
  loginText,
  passwordIn,
} = facts;

/** The headers in which credentials go. */
export const keyHeaders = Object.values(credentials).flatMap((each) => ('http' in each ? 'Authorization' : each.name));

/** A gateway, with one method for each operation of its contract. */
export interface GatewayClient extends generated.Methods<CallOptions> {}
