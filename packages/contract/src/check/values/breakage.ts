/** A value that breaks one constraint of a schema. */
export interface Breakage {
  /** The rule that speaks when the value is accepted. */
  rule: string;
  name: string;
  value: unknown;
  /** The keyword that is broken. */
  keyword: string;
}
