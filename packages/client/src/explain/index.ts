export { brokenConnection, unknownFailure } from './broken-connection.ts';
export { abortedEarly, deadlinePassed, endedAttempt } from './ended-attempt.ts';
export { invalidArguments, missingCredentials, unreadableArgument, unwritableArguments } from './invalid-arguments.ts';
export { keyRefresher } from './key-refresher.ts';
export { writeLine } from './write-line.ts';
export { nextAttempt } from './next-attempt.ts';
export { sessionFailure } from './session-failure.ts';
export { unusableAnswer } from './unusable-answer.ts';
