/** Why a schema cannot be understood, by schema. */
export const misunderstood = new WeakMap<object, string>();

/** Schemas to which references lead: they are compiled apart, when data reaches them. */
export const shared = new WeakSet<object>();

/** What the member that tells schemas apart says. */
export interface Discriminator {
  propertyName: string;
  /** By value, the schema that is meant; undefined where the mapping leads nowhere. */
  mapping: Map<string, unknown>;
  /** The schema that is meant where the member is missing or says nothing known, `defaultMapping`. */
  fallback?: unknown;
}

/** The discriminators of schemas, with what their mappings lead to. */
export const discriminators = new WeakMap<object, Discriminator>();

/** The schemas with discriminators that a schema extends by `allOf`, by schema. */
export const extended = new WeakMap<object, Set<object>>();
