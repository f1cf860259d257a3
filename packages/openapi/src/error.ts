/** Thrown where a document, or a part of it, cannot be used. Its message is one sentence: the place, what stands there, what was expected. */
export class DocumentError extends Error {
  override name = 'DocumentError';
}
