/** Counts things that have a name of their own, with what is known of them. */
export interface Counts<T extends object> {
  add(name: string, thing: () => T): T;
  list(): (T & { times: number })[];
}

/** Begins to count: at most 1,000 different things, so that what never comes twice does not fill the memory. */
export function countThings<T extends object>(most = 1_000): Counts<T> {
  const things = new Map<string, T & { times: number }>();
  return {
    add(name, thing) {
      const known = things.get(name);
      if (known) {
        known.times++;
        return known;
      }
      const made = { ...thing(), times: 1 };
      if (things.size < most) things.set(name, made);
      return made;
    },
    list: () => [...things.values()],
  };
}
