/** A part of an OpenAPI document whose shape is not yet known. */
// oxlint-disable-next-line no-explicit-any -- documents of other people have any shape; readers check what they use
export type Json = any;
