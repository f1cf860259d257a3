/** Why a JSON text that `parseJson` does not read is not read, in words that follow its name. Never quotes the text. */
export function jsonFault(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'is empty';
  let value: unknown;
  let why = 'is not UTF-8';
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    why = text.startsWith('\ufeff') ? 'begins with a byte order mark' : 'is not JSON';
    value = JSON.parse(text);
  } catch {
    return why;
  }
  return faultIn(value, 0, /(^|[^.\d])\d{16}/.test(text)) ?? 'has a member twice';
}

function faultIn(value: unknown, depth: number, hasLong: boolean): string | undefined {
  if (depth > 100) return 'is nested deeper than 100 levels';
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'number' &&
      Math.abs(value) > Number.MAX_SAFE_INTEGER &&
      (hasLong || !Number.isFinite(value))
      ? 'has a number that would be changed'
      : undefined;
  }
  if (Object.hasOwn(value, '__proto__')) return 'has a member that reaches a prototype';
  for (const each of Object.values(value)) {
    const fault = faultIn(each, depth + 1, hasLong);
    if (fault) return fault;
  }
  return undefined;
}
