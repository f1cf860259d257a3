/** The mark of a `fetch` that sends nothing. */
export const fakeMark = Symbol.for('@cc-gateway/client/fake');
