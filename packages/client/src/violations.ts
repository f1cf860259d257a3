/** One way in which a value breaks the contract. Never holds the value itself. */
export interface Violation {
  /** Place in the value, as a JSON pointer; empty for the whole. */
  readonly path: string;
  readonly message: string;
}
