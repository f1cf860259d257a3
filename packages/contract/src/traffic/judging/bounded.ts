/** A memory of the entries set last: never more than `most`, and half of them at least. */
export function bounded<V>(
  most: number,
): Pick<Map<string, V>, 'get' | 'delete'> & { set(key: string, value: V): void } {
  // Two generations: to take out the oldest entry of a Map, one by one, is to pass all that were taken out before it.
  let [older, newer] = [new Map<string, V>(), new Map<string, V>()];
  return {
    get: (key) => newer.get(key) ?? older.get(key),
    delete(key) {
      const isKnown = older.delete(key);
      return newer.delete(key) || isKnown;
    },
    set(key, value) {
      older.delete(key);
      newer.set(key, value);
      if (newer.size < most / 2) return;
      [older, newer] = [newer, new Map()];
    },
  };
}
