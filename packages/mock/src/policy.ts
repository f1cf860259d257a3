import type { Contract } from '@cc-gateway/spec';

/** What a document demands of requests beyond what OpenAPI can say. */
export interface Policy {
  /** Whether a body needs a media type, and is taken in UTF-8 alone. */
  isGateway: boolean;
  /** Bytes that a body may have. */
  bodyLimit: number;
  /** Whether web pages of other origins are answered. */
  cors: boolean;
}

/**
 * The policy of a document. One that says how its gateway refuses (`x-violations`) describes that gateway: JSON in UTF-8, no
 * browsers, bodies up to 1 MiB. Of any other nothing is demanded that it does not say, as with Prism.
 */
export function policyOf({ operations }: Contract): Policy {
  const isGateway = operations.some(({ violations }) => Object.keys(violations).length > 0);
  return isGateway
    ? { isGateway, bodyLimit: 2 ** 20, cors: false }
    : { isGateway, bodyLimit: 10 * 2 ** 20, cors: true };
}
