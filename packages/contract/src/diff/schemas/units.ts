import { compareSchemas, isProven } from './compare.ts';
import { compareDiscriminators } from './discriminators.ts';
import { atItsBound, beginEffort, isSpent, type Effort } from './effort.ts';
import type { Relation } from './finding.ts';
import { isObject, type Node } from '../reading/node.ts';
import { keyOf, partsOf, type Schema } from './schema.ts';
import { forgetLanguages } from './languages.ts';
import { forgetSamples } from './samples.ts';
import { forgetShapes } from './shape.ts';
import type { Desk, Unit, Units } from './unit.ts';
import { subtypesOf } from './subtypes.ts';
import { notComparable } from './tell.ts';

/** Forgets what is known of documents that have been compared. */
export function forgetDocuments(): void {
  forgetShapes();
  forgetSamples();
  forgetLanguages();
}

/** Compares pairs of schemas, each once, within an effort; what is left then is told as not comparable. */
export function createUnits(effort: Effort): Units {
  beginEffort(effort);
  const known = new Map<string, Unit>();

  const units: Units = {
    of: add,
    settled(base, revision, most) {
      const unit = add(base, revision);
      settle([unit], most);
      return unit;
    },
    run(starts) {
      settle(starts, Infinity);
      forgetDocuments();
    },
  };
  return units;

  function add(before: Schema, after: Schema): Unit {
    // However many references lead to a schema, it is one.
    const [base, revision] = [named(before), named(after)];
    const key = `${keyOf(base)}|${keyOf(revision)}`;
    let unit = known.get(key);
    if (!unit) known.set(key, (unit = { base, revision, findings: [], edges: [], isDone: false }));
    return unit;
  }

  /** Compares pairs and what they reach, nothing else: of what was only asked for, most is reached by nobody. */
  function settle(starts: Unit[], most: number): void {
    const seen = new Set<Unit>(starts);
    for (const unit of seen) {
      compare(unit);
      for (const edge of unit.edges) if (seen.size < most) seen.add(edge.unit);
    }
  }

  function compare(unit: Unit): void {
    if (unit.isDone) return;
    unit.isDone = true;
    const desk = deskOf(unit);
    try {
      for (const [base, revision, name] of subtypesOf(unit.base, unit.revision))
        desk.into(base, revision, `as ${name}`);
      compareDiscriminators(desk);
      if (isProven(desk)) return;
      if (isSpent()) return tellEnd(desk);
      compareSchemas(desk);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      tellEnd(desk, 'schemas that are nested too deep');
    }
  }

  function deskOf(unit: Unit): Desk {
    return {
      units,
      base: unit.base,
      revision: unit.revision,
      has: (relation: Relation) =>
        unit.findings.some(({ levels }) => levels[relation === 'narrowed' ? 'request' : 'response'] === 'major'),
      add({ base, revision, ...finding }) {
        const [from, to] = [
          base ?? sayer(unit.base, finding.keyword),
          revision ?? sayer(unit.revision, finding.keyword),
        ];
        // Alternatives are compared for each type of values; what they find is one thing.
        if (unit.findings.some(({ rule, words }) => rule === finding.rule && words.request === finding.words.request))
          return;
        unit.findings.push({ ...finding, ...(from && { base: from }), ...(to && { revision: to }) });
      },
      into(base, revision, label, { polarity = 'same', only, isSent = false } = {}) {
        if (base.length === 0 && revision.length === 0) return;
        unit.edges.push({ unit: add(base, revision), polarity, only, label, isSent });
      },
    };
  }
}

/** What a schema names that is a reference and nothing else; the schema itself, where it is none, or leads nowhere. */
function named(schema: Schema): Schema {
  const [only] = schema;
  if (!only || schema.length > 1 || typeof only.value?.$ref !== 'string') return schema;
  if (!only.tree.isOld && Object.keys(only.value).length > 1) return schema;
  const target = only.tree.target(only);
  return target?.value === undefined || typeof target.value?.$ref === 'string' ? schema : [target];
}

const tellEnd = (desk: Desk, reason = atItsBound): void =>
  notComparable(desk, 'schema', '', 'may be another schema', reason);

/** The part that says a keyword, behind references; the first, where none does. */
function sayer(schema: Schema, keyword: string): Node | undefined {
  const parts = partsOf(schema);
  return parts.find(({ value }) => isObject(value) && value[keyword] !== undefined) ?? parts[0] ?? schema[0];
}
