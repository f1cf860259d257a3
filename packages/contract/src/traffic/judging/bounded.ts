/** A memory of the entries set last, `most` of them. */
export function bounded<V>(
  most: number,
): Pick<Map<string, V>, 'get' | 'delete'> & { set(key: string, value: V): void } {
  const entries = new Map<string, V>();
  return {
    get: (key) => entries.get(key),
    delete: (key) => entries.delete(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > most) entries.delete(entries.keys().next().value!);
    },
  };
}
