/** The keys that lead from the root of a dereferenced document to a place. */
export type Keys = readonly (string | number)[];
