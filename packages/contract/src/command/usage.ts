/** A command that was called in a wrong way. Names the flag, what was received and what was expected. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What an error says, in one line. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).split('\n', 1)[0]!.trim();
