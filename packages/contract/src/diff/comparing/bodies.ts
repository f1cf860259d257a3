import { child, follow, isObject, type Node } from '../reading/node.ts';
import { compareContents } from './contents.ts';
import type { OperationPair } from './difference.ts';
import { compareWords } from './words.ts';

/** How the body of a request changes. */
export function compareRequest(pair: OperationPair): void {
  const { name, notes, requests } = pair;
  const [base, revision] = [pair.base, pair.revision].map(({ node }) => follow(child(node, 'requestBody'))) as [
    Node,
    Node,
  ];
  const [then, now] = [base.value, revision.value];
  const told = {
    operations: [name],
    base: isObject(then) ? base : undefined,
    revision: isObject(now) ? revision : undefined,
  };
  const isCall = requests === 'request';
  if (!isObject(then) && !isObject(now)) return;
  if (!isObject(now))
    return notes.tell({ ...told, level: 'major', rule: 'body-removed', message: 'the request body was removed' });
  if (!isObject(then)) {
    const isRequired = now.required === true;
    const message = `${isRequired ? 'a required' : 'an optional'} request body was added`;
    return notes.tell({ ...told, level: isRequired && isCall ? 'major' : 'minor', rule: 'body-added', message });
  }
  if ((then.required === true) !== (now.required === true)) {
    const isRequired = now.required === true;
    notes.tell({
      ...told,
      level: isRequired === isCall ? 'major' : 'minor',
      rule: 'body-required',
      keyword: 'required',
      message: `the request body became ${isRequired ? 'required' : 'optional'}`,
    });
  }
  compareWords(base, revision, 'the request body', [name], notes, ['description']);
  compareContents(pair, { base, revision, direction: requests, what: 'the request body' });
}
