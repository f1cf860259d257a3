import * as generated from '#generated';
import type { ContractFacts, ContractStamp } from './facts.ts';

type Facts<Name extends keyof ContractFacts> = ContractFacts[Name];

/** The contract that this client was made from. */
export const stamp = generated.stamp as ContractStamp;

// The facts of the contract, which the build generates from it. Each by itself, so that bundlers see what nobody uses.
export const version = generated.version as string;
export const sessionHeaders = generated.sessionHeaders as string[];
export const operations = generated.operations as Facts<'operations'>;
export const credentials = generated.credentials as Facts<'credentials'>;
export const sessionScheme = generated.sessionScheme as string | null;
export const isKeyDemanded = generated.isKeyDemanded as boolean;
export const check = generated.check as Facts<'check'>;
export const copy = generated.copy as Facts<'copy'>;
export const write = generated.write as Facts<'write'>;
export const identify = generated.identify as Facts<'identify'>;
export const sources = generated.sources as Facts<'sources'>;
export const secrets = generated.secrets as Facts<'secrets'>;

/** The headers that the contract sets, in small letters. */
export const contractHeaders = generated.contractHeaders as string[];
