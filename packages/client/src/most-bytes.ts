/** Most bytes of an answer that are read: 1 MiB. */
export const mostBytes = 1_048_576;
