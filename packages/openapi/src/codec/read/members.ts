import type { Json } from '../../json.ts';
import { pointerTo } from '../request.ts';
import type { Report } from './faults.ts';
import type { Shape } from './shape.ts';

/** How the members of a form are written, by their names. */
export type Encodings = Readonly<Record<string, Json>>;

/** Reports within one member of what is read. */
export const within =
  (report: Report, name: string): Report =>
  (pointer, message) =>
    report(pointerTo(name) + pointer, message);

/** One value, or a list of several: as the schema has it, or, where it is silent, as they came. */
export function readEach<T>(
  all: T[],
  shape: Shape,
  read: (one: T, shape: Shape, report: Report) => unknown,
  report: Report,
): unknown {
  const { types, isSilent } = shape;
  const isSingle = isSilent || [...types].some((type) => type !== 'array' && type !== 'null');
  if (types.has('array') && (all.length > 1 || !isSingle)) {
    return all.map((one, index) =>
      read(one, shape.item(index), (pointer, message) => report(`/${index}${pointer}`, message)),
    );
  }
  if (all.length > 1) report('', 'stands twice');
  return read(all[0]!, shape, report);
}

/** What has a name, by its name; names in the order in which they came. */
export function byName<T>(all: readonly T[], nameOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(nameOf(each));
    if (group) group.push(each);
    else groups.set(nameOf(each), [each]);
  }
  return groups;
}

/** How a member is written, where the document says so. */
export const encodingOf = (encodings: Encodings, name: string): Json =>
  Object.hasOwn(encodings, name) ? Object(encodings[name]) : {};
