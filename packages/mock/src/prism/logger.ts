const quiet = (): void => {};

/** A logger for Prism that says nothing: the mock writes its own lines. */
export const logger: never = Object.assign(
  Object.fromEntries(['trace', 'debug', 'info', 'success', 'warn', 'error', 'fatal'].map((level) => [level, quiet])),
  { child: () => logger },
) as never;
