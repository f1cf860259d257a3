import { child } from '../reading/node.ts';
import { isEqual } from '../schemas/unit.ts';
import { compareAnswers } from './answers.ts';
import { compareRequest } from './bodies.ts';
import type { OperationPair } from './difference.ts';
import { compareParameters } from './parameters.ts';
import { compareRetirement } from './retirement.ts';
import { compareSecurity } from './security.ts';
import { compareServers } from './servers.ts';
import { compareWords } from './words.ts';

/** Compares an operation that both documents have. */
export function compareOperation(pair: OperationPair): void {
  const { base, revision, name, notes } = pair;
  compareParameters(pair);
  compareRequest(pair);
  compareAnswers(pair);
  compareSecurity(pair);
  compareIds(pair);
  compareRetirement(base.node, revision.node, name, [name], notes);
  compareWords(base.node, revision.node, name, [name], notes, ['summary', 'description', 'externalDocs', 'tags']);
  compareWords(base.item, revision.item, name, [name], notes, ['summary', 'description']);
  const [own, others] = [base, revision].map(({ node, item }) =>
    [child(node, 'servers'), child(item, 'servers')].find(({ value }) => value !== undefined),
  );
  if (own || others) {
    const [then, now] = [
      own ?? child(base.node.tree.root, 'servers'),
      others ?? child(revision.node.tree.root, 'servers'),
    ];
    compareServers(then, now, notes, [name]);
  }
}

function compareIds({ base, revision, name, notes }: OperationPair): void {
  const [then, now] = [base, revision].map(({ node }) => child(node, 'operationId'));
  if (!then || !now || isEqual(then.value, now.value)) return;
  const told = { rule: 'operation-id', keyword: 'operationId', operations: [name], base: then, revision: now };
  if (then.value === undefined)
    notes.tell({ ...told, level: 'patch', message: `${name} has the operationId ${now.value} now` });
  else
    notes.tell({
      ...told,
      level: 'major',
      message: `${name} has the operationId ${now.value ?? 'none'}, was ${then.value}`,
    });
}
