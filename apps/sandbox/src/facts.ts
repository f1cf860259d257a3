import { sessionFor, type Mock } from '@cc-gateway/mock';
import { sampleRequests, type Stamp } from '@cc-gateway/spec';

/** What the sandbox tells the page that it serves. */
export interface SandboxFacts {
  stamp: Stamp;
  /** The newest key of a session that is alive; undefined where there is none. */
  session?: string;
}

/** The facts of the sandbox that plays this mock, as they are now. */
export function factsOf(mock: Mock): SandboxFacts {
  const { operations, stamp } = mock.contract;
  const sample = operations[0] && sampleRequests(mock.contract, operations[0])[0];
  const session = sessionFor(mock, sample?.parts.path);
  return { stamp, ...(session !== undefined && { session }) };
}
