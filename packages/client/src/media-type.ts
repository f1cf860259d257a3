const parameter = /\s*;\s*([\w!#$%&'*+.^`|~-]+)=("(?:[^"\\]|\\.)*"|[\w!#$%&'*+.^`|~-]+)\s*|\s*;\s*$/y;

/** Why a `Content-Type` is not the documented media type in UTF-8; undefined where it is. */
export function mediaTypeFault(contentType: string | null, documented: string): string | undefined {
  if (contentType === documented) return undefined;
  const [essence = ''] = (contentType ?? '').split(';', 1);
  if (essence.trim().toLowerCase() !== documented)
    return `its Content-Type is ${shown(contentType)}, expected ${documented}`;
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

const shown = (text: string | null): string => (text === null ? 'missing' : JSON.stringify(text));
