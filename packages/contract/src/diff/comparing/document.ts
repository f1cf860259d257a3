import { child, type Tree } from '../reading/node.ts';
import { operationsOf, webhooksOf } from '../reading/operations.ts';
import type { Notes } from './difference.ts';
import { compareInfo } from './info.ts';
import { compareOperations } from './operations.ts';
import { compareServers } from './servers.ts';

/** Compares two documents: what stands around the operations, and each of these. */
export function compareDocuments(before: Tree, after: Tree, notes: Notes): void {
  compareInfo(before, after, notes);
  compareServers(child(before.root, 'servers'), child(after.root, 'servers'), notes, []);
  compareOperations(operationsOf(before), operationsOf(after), 'request', notes);
  compareOperations(webhooksOf(before), webhooksOf(after), 'response', notes);
}
