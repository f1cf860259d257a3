/** The code of an error of a decoder, by which a body was no gzip, deflate, br or zstd, or too large. */
export function decodingFault(error: unknown, depth = 0): string | undefined {
  try {
    const { code, cause } = error as Record<string, unknown>;
    if (typeof code === 'string' && /^(Z_|ZSTD_|ERR_(BROTLI|_|CONTENT_ENCODING|BUFFER_TOO_LARGE))/.test(code))
      return code;
    return depth < 3 ? decodingFault(cause, depth + 1) : undefined;
  } catch {
    return undefined;
  }
}
