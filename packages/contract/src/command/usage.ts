/** A command that was called in a wrong way. Names the flag, what was received and what was expected. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What ends the sentence about a call that lacks something: the whole list would push the sentence out of sight. */
export const seeHelp = '--help lists the options.';

/** What `parseArgs` of Node says of flags, without its advice. */
export const wrongFlags = (cause: unknown, expected = seeHelp): UsageError =>
  new UsageError(`${(cause as Error).message.split(/\.?\s(?=To specify|Did you)/, 1)[0]}. ${expected}`, { cause });
