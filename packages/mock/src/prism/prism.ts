import type { Contract, Operation } from '@cc-gateway/spec';
import type { Incoming } from '../incoming.ts';
import type { Problem } from '../problem.ts';
import type { Violation } from '../violations.ts';
import { createFront } from './front.ts';
import type { Live, LiveOptions } from './live.ts';
import { recordedOf, type Recorded } from './recorded.ts';
import { createRoute, type Route } from './route.ts';
import type { Preference, PrismAnswer } from './types.ts';

/** A contract whose requests are routed, judged and answered. */
export interface Prism {
  route: Route;
  /** In what a request breaks the contract, or why that cannot be told. */
  violations(operation: Operation, request: Incoming): Promise<Violation[] | { error: Problem }>;
  answer(
    operation: Operation,
    request: Incoming,
    violations: Violation[],
    preference: Preference,
  ): Promise<PrismAnswer>;
  /** What of the document cannot be used as it stands, in a sentence each. */
  warnings: string[];
}

/** Prism over one contract, and the codec and the schema engine where it reads or validates otherwise than the contract says. */
export async function createPrism(
  contract: Contract,
  { recorded = recordedOf(contract), ...options }: LiveOptions & { recorded?: Recorded | undefined } = {},
): Promise<Prism> {
  let loading: Promise<Live> | undefined;
  // Loaded on demand: what was recorded answers most requests of the built contract.
  const live = (): Promise<Live> =>
    (loading ??= import('./live.ts').then(({ createLive }) => createLive(contract, options)));
  const front = recorded && createFront(contract, recorded);
  return {
    route: createRoute(contract),
    async violations(operation, request) {
      return front?.accepts(operation, request) ? [] : (await live()).violations(operation, request);
    },
    async answer(operation, request, violations, preference) {
      const known = violations.length === 0 ? front?.answer(operation, preference, request.headers.accept) : undefined;
      return known ?? (await live()).answer(operation, request, violations, preference);
    },
    warnings: front ? [] : (await live()).warnings,
  };
}
