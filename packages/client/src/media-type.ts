/** A charset among the parameters that is not UTF-8. What else they say decides nothing. */
const otherCharset = /;\s*charset(?!=("utf-?8"|utf-?8)\s*(;|$))/i;

/** What stands between two headers that came as one. Parameters may hold commas, too. */
const between = /,\s*(?=[\w.+-]+\/)/;

/**
 * Whether a `Content-Type` is the documented media type, or one of the documented range; in UTF-8 unless it is binary. Of one
 * that came twice, both.
 */
export function isMediaType(contentType: string | null, documented: string, isBinary = false): boolean {
  if (contentType === documented) return true;
  const [start, range] = documented.split('*');
  return (contentType ?? '').split(between).every((each) => {
    const essence = each.split(';', 1)[0]!.trim().toLowerCase();
    const isSame = range === undefined ? essence === start : essence.startsWith(start!);
    return isSame && (isBinary || !otherCharset.test(each));
  });
}
