import { child, children, follow, isObject, type Node } from '../reading/node.ts';
import { isEqual } from '../schemas/unit.ts';
import { compareContents } from './contents.ts';
import { opposite, type OperationPair } from './difference.ts';
import { compareHeaders } from './headers.ts';
import { compareWords } from './words.ts';

/** How the answers of an operation change: their statuses, bodies, headers and links. */
export function compareAnswers(pair: OperationPair): void {
  const { name, notes } = pair;
  const [earlier, later] = [pair.base, pair.revision].map(({ node }) => answersOf(child(node, 'responses'))) as [
    Answers,
    Answers,
  ];
  for (const [status, node] of later) {
    if (earlier.has(status)) continue;
    const wider = coverOf(earlier, status);
    // One that says nothing of its body leaves to the wider one what that is.
    if (wider && isObject(node.value?.content)) compareOne(pair, status, earlier.get(wider)!, node);
    else
      notes.tell({
        level: 'minor',
        rule: 'answer-added',
        message: `the answer ${status} was added`,
        operations: [name],
        revision: node,
      });
  }
  for (const [status, node] of earlier) {
    const found = later.has(status) ? status : isSplit(status, later) ? undefined : coverOf(later, status);
    if (found !== undefined) compareOne(pair, status, node, later.get(found)!);
    else if (!isSplit(status, later)) {
      notes.tell({
        level: 'major',
        rule: 'answer-removed',
        message: `the answer ${status} was removed`,
        operations: [name],
        base: node,
      });
    }
  }
}

type Answers = Map<string, Node>;

const answersOf = (map: Node): Answers =>
  new Map(
    children(follow(map))
      .filter(({ key }) => !String(key).startsWith('x-'))
      .map((node) => [String(node.key).toUpperCase().replace('DEFAULT', 'default'), follow(node)]),
  );

/** The range, or the default, under which a status falls where it is not named. */
function coverOf(answers: Answers, status: string): string | undefined {
  const range = `${status[0]}XX`;
  if (/^\d\d\d$/u.test(status) && answers.has(range)) return range;
  return status !== 'default' && answers.has('default') ? 'default' : undefined;
}

/** Whether single statuses stand for a range now, or both ranges of failures for the default: they are compared with it by themselves. */
const isSplit = (status: string, later: Answers): boolean =>
  status === 'default'
    ? ['4XX', '5XX'].every((range) => later.has(range))
    : status.endsWith('XX') && [...later.keys()].some((other) => other[0] === status[0] && other !== status);

function compareOne(pair: OperationPair, status: string, base: Node, revision: Node): void {
  if (!isObject(base.value) || !isObject(revision.value)) return;
  const { name, notes, requests } = pair;
  const what = `the answer ${status}`;
  const body = { base, revision, direction: opposite[requests], what };
  compareWords(base, revision, what, [name], notes, ['description', 'summary']);
  compareContents(pair, body);
  compareHeaders(pair, body);
  compareLinks(pair, what, base, revision);
}

function compareLinks({ name, notes }: OperationPair, what: string, base: Node, revision: Node): void {
  const [then, now] = [base, revision].map(
    (answer) => new Map(children(child(answer, 'links')).map((node) => [String(node.key), follow(node)])),
  );
  for (const link of new Set([...then!.keys(), ...now!.keys()])) {
    const [before, after] = [then!.get(link), now!.get(link)];
    if (isEqual(before?.value, after?.value)) continue;
    const verb = before && after ? 'changed' : after ? 'was added' : 'was removed';
    const level = after ? (before ? 'patch' : 'minor') : 'major';
    notes.tell({
      level,
      rule: 'link',
      message: `${what} link ${link} ${verb}`,
      operations: [name],
      base: before,
      revision: after,
    });
  }
}
