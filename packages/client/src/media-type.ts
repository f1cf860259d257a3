/** A charset among the parameters that is not UTF-8. What else they say decides nothing. */
const otherCharset = /;\s*charset(?!=("utf-?8"|utf-?8)\s*(;|$))/i;

/** Whether a `Content-Type` is the documented media type, or one of the documented range; in UTF-8 unless it is binary. */
export function isMediaType(contentType: string | null, documented: string, isBinary = false): boolean {
  if (contentType === documented) return true;
  const essence = essenceOf(contentType);
  const [start, range] = documented.split('*');
  const isSame = range === undefined ? essence === start : essence.startsWith(start!);
  return isSame && (isBinary || !otherCharset.test(contentType!));
}

const essenceOf = (contentType: string | null): string => (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
