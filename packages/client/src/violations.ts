import * as generated from '#generated';

/** What kind of value it is, in words that tell nothing secret. */
export const kindOf = generated.kindOf as (value: unknown) => string;
