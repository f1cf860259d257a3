/** Fewest characters of a key. Nothing shorter can be told from the text around it. */
export const shortestKey = 8;
