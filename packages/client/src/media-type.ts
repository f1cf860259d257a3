const parameter = /\s*;\s*([\w!#$%&'*+.^`|~-]+)=("(?:[^"\\]|\\.)*"|[\w!#$%&'*+.^`|~-]+)\s*|\s*;\s*$/y;

/** Why a `Content-Type` is not the documented media type, in UTF-8 unless it is binary; undefined where it is. */
export function mediaTypeFault(contentType: string | null, documented: string, isBinary = false): string | undefined {
  if (contentType === documented) return undefined;
  const [essence = ''] = (contentType ?? '').split(';', 1);
  if (!isOf(essence.trim().toLowerCase(), documented))
    return `its Content-Type is ${shown(contentType)}, expected ${documented}`;
  if (isBinary) return undefined;
  parameter.lastIndex = essence.length;
  while (parameter.lastIndex < contentType!.length) {
    const match = parameter.exec(contentType!);
    if (!match) return `its Content-Type is malformed: ${shown(contentType)}`;
    const [, name, value] = match;
    if (name?.toLowerCase() === 'charset' && !/^"?utf-?8"?$/i.test(value!)) {
      return `its charset is ${shown(value!)}, expected UTF-8`;
    }
  }
  return undefined;
}

/** Whether a media type is the documented one, or of the documented range. */
const isOf = (essence: string, documented: string): boolean =>
  documented.endsWith('/*')
    ? documented === '*/*' || essence.startsWith(documented.slice(0, -1))
    : essence === documented;

const shown = (text: string | null): string => (text === null ? 'missing' : JSON.stringify(text));
