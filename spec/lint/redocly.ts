import type { Json } from '../src/document.ts';

/** A place in a source file, as Redocly reports it. */
export interface Location {
  source: { absoluteRef: string };
  /** JSON pointer within the file, as a URI fragment. */
  pointer: string;
  child(keys: (string | number)[]): Location;
  /** The same place, pointing at its key and not at its value. */
  key(): Location;
}

/** What Redocly hands to a visitor. */
export interface VisitorContext {
  location: Location;
  type: { name: string };
  resolve(reference: Json, from: string): { node?: Json; location?: Location };
  report(problem: { message: string; location: Location }): void;
}

/** A Redocly rule: the visitors that it wants called. */
export type Rule = () => {
  any?: { enter(node: Json, context: VisitorContext): void };
  ref?: { enter(node: Json, context: VisitorContext, resolved: { location?: Location }): void };
  Root?: { leave(node: Json, context: VisitorContext): void };
};
