import type { Methods } from '#generated';
import type { CallOptions } from './options.ts';
import type { HeadersLike } from './transport.ts';

/** A success, with the facts of its answer. */
export interface CallResponse<Body> {
  readonly body: Body;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Headers of the answer as `fetch` gives them, a fresh key of the session included: not for a log. */
  readonly headers: HeadersLike;
  /** How many requests were sent for it. */
  readonly attempts: number;
}

type WithResponse<Method> = Method extends (...args: infer Args) => Promise<infer Body>
  ? Method & {
      /** The same call, with status, headers and the number of attempts beside the body. */
      withResponse(...args: Args): Promise<CallResponse<Body>>;
    }
  : never;

/** The methods of the contract, each with its second form. */
type Calls<Of> = { [Name in keyof Of]: WithResponse<Of[Name]> };

/** A gateway, with one method for each operation of its contract. */
export interface GatewayClient extends Calls<Methods<CallOptions>> {}
