import type { Mock } from '@cc-gateway/mock';
import { sampleRequests, type Stamp } from '@cc-gateway/spec';

/** What the sandbox tells the page that it serves. */
export interface SandboxFacts {
  stamp: Stamp;
  /** The session of the contract's own example; undefined where no operation needs one. */
  session?: string;
}

/** The facts of the sandbox that plays this mock. */
export function factsOf({ contract }: Mock): SandboxFacts {
  const sessions = contract.operations.flatMap((operation) => {
    const name = operation.security[0]?.find((scheme) => scheme.in === 'header')?.name;
    return name === undefined ? [] : [sampleRequests(contract, operation)[0]?.headers[name]];
  });
  const session = sessions.find((key) => key !== undefined);
  return { stamp: contract.stamp, ...(session !== undefined && { session }) };
}
