/** A command that was called in a wrong way. Names the flag, what was received and what was expected. */
export class UsageError extends Error {
  override name = 'UsageError';
}
