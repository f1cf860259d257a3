/** What is used of a package that has no types of its own. */
declare module '@usebruno/converters' {
  export function openApiToBruno(document: unknown): Promise<unknown>;
  export function brunoToPostman(collection: unknown): unknown;
}
