/** Why a `Content-Type` is not the documented media type in UTF-8, which it is not. */
export function mediaTypeFault(contentType: string | null, documented: string): string {
  if (contentType === null) return `its Content-Type is missing, expected ${documented}`;
  const [, charset] = /;\s*charset\s*=\s*([^;]*)/i.exec(contentType) ?? [];
  if (charset !== undefined && !/^"?utf-?8"?\s*$/i.test(charset))
    return `its charset is ${JSON.stringify(charset)}, expected UTF-8`;
  return `its Content-Type is ${JSON.stringify(contentType)}, expected ${documented}`;
}
