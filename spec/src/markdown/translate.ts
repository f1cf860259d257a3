/** Gives a text of the contract or of a page in the reader's language. Throws where it has none. */
export type Translate = (text: string) => string;

/** The language in which the contract is written. */
export const asWritten: Translate = (text) => text;
