import { isObject } from '../reading/node.ts';
import { callbacksOf, pairedOperations, type Operation } from '../reading/operations.ts';
import type { Direction } from '../schemas/finding.ts';
import { opposite, type Notes, type OperationPair } from './difference.ts';
import { compareOperation } from './operation.ts';
import { isGoneRightly, stabilityOf } from './retirement.ts';

/** Compares lists of operations: those that are gone, those that are new, and each that both have. */
export function compareOperations(before: Operation[], after: Operation[], requests: Direction, notes: Notes): void {
  const { both, removed, added } = pairedOperations(before, after);
  for (const operation of removed) {
    const excuse = isGoneRightly(operation.node);
    const isWholePath = !after.some(({ path }) => path === operation.path);
    notes.tell({
      level: excuse ? 'minor' : 'major',
      rule: 'operation-removed',
      message: `${isWholePath ? `${operation.name} was removed with its path` : `${operation.name} was removed`}${excuse ? `: ${excuse}` : ''}`,
      operations: [operation.name],
      base: operation.node,
    });
  }
  for (const { name, node } of added) {
    const stability = stabilityOf(node);
    notes.tell({
      level: 'minor',
      rule: 'operation-added',
      message: `${name} was added${stability ? `, as ${stability}` : ''}`,
      operations: [name],
      revision: node,
    });
  }
  for (const [base, revision] of both) {
    const pair = { name: base.name, base, revision, requests, notes, hasCodes: [base, revision].some(hasCodes) };
    compareOperation(pair);
    compareCallbacks(pair);
  }
}

const hasCodes = ({ node }: Operation): boolean => node.tree.root.value?.['x-retcodes'] !== undefined;

/** What the provider calls in turn: its requests go the other way. */
function compareCallbacks({ base, revision, name, requests, notes }: OperationPair): void {
  const [then, now] = [callbacksOf(base), callbacksOf({ ...revision, name })];
  for (const [key, { node: before, operations }] of then) {
    const after = now.get(key);
    if (after) compareOperations(operations, after.operations, opposite[requests], notes);
    else if (isObject(before.value))
      notes.tell({
        level: 'major',
        rule: 'callback-removed',
        message: `the callback ${key} was removed`,
        operations: [name],
        base: before,
      });
  }
  for (const [key, { node: after }] of now) {
    if (!then.has(key))
      notes.tell({
        level: 'minor',
        rule: 'callback-added',
        message: `the callback ${key} was added`,
        operations: [name],
        revision: after,
      });
  }
}
