import type { Mock } from '@cc-gateway/mock';
import { sampleRequests, type Stamp } from '@cc-gateway/spec';

/** What the sandbox tells the page that it serves. */
export interface SandboxFacts {
  stamp: Stamp;
  /** The newest key of a session that is alive; undefined where there is none. */
  session?: string;
}

/** The facts of the sandbox that plays this mock, as they are now. */
export function factsOf(mock: Mock): SandboxFacts {
  const { stamp } = mock.contract;
  const session = sessionOf(mock);
  return { stamp, ...(session !== undefined && { session }) };
}

/** The session that fits the contract's own example, or any. */
function sessionOf(mock: Mock): string | undefined {
  const [operation] = mock.contract.operations;
  const path = operation ? sampleRequests(mock.contract, operation)[0]?.parts.path : undefined;
  for (const columns of [path, {}]) {
    try {
      return mock.sessionOf(columns);
    } catch {
      continue;
    }
  }
  return undefined;
}
