/** A copy of an argument as it will be sent: read once, so that what is checked is what goes out. Throws where it cannot be. */
export type Copy = (value: unknown) => unknown;

/** What JSON makes of an object; any other value as it is. Throws a RangeError at half of a surrogate pair. */
export const copyJson: Copy = (value) => {
  if (typeof value !== 'object' || value === null) return whole('', value);
  return JSON.parse(JSON.stringify(value), whole) as unknown;
};

/** The same, with bytes, and files of bytes, left as they are. */
export const copyBytes: Copy = (value) => {
  if (ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(copyBytes);
  const { bytes, name, type } = Object(value) as Record<string, unknown>;
  if (!ArrayBuffer.isView(bytes)) return copyJson(value);
  return {
    bytes,
    ...(name !== undefined && { name: String(name) }),
    ...(type !== undefined && { type: String(type) }),
  };
};

const whole = (name: string, value: unknown): unknown => {
  if (isTorn(name) || (typeof value === 'string' && isTorn(value))) throw new RangeError();
  return value;
};

/** Whether a text holds half of a surrogate pair. */
const isTorn = (text: string): boolean => text !== '' && /\p{Surrogate}/u.test(text);
