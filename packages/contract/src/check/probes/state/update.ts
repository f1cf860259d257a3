import { isDeepStrictEqual } from 'node:util';
import type { Json, Operation } from '@cc-gateway/spec';
import { isJson, type Seen } from '../../answers/reading/observed.ts';
import { caseOf, hasJsonBody, type Plan } from '../../requests/plan.ts';
import { contentOf } from '../../requests/serialize.ts';
import { viewOf } from '../../values/merged.ts';
import { answerSchema, isMarked, requestSchema } from '../../values/request-schema.ts';
import { siblingsOf } from '../../values/siblings.ts';
import { pauses, readBackOf, readerOf, type ReadBack } from './read-back.ts';

/**
 * After an accepted PUT or PATCH, and another one with other values, where the document has a GET of the same path that shows
 * the members that were sent: something has changed. How a provider spells, rounds or hides values is its own matter.
 */
export async function probeUpdate(plan: Plan): Promise<void> {
  const { run, operation, values } = plan;
  const reader = readerOf(plan);
  if (!['PUT', 'PATCH'].includes(operation.method) || !reader || !hasJsonBody(plan)) return;
  if (!run.isWanted(operation, 'update') || Object.keys(values.path).length === 0) return;
  const bodies = twoBodies(plan, shownMembers(plan, reader));
  if (!bodies) return;
  const leaveOut = (reason: string): void => run.recorder.leaveOut(operation, 'what it has changed', reason);
  if (isLater(operation)) return leaveOut('the document says that it takes effect later');
  const readBack = readBackOf(plan, reader, { id: 'update', rule: 'state/updated' });
  if (await readBack.findsAnything()) return leaveOut('the provider finds whatever it is asked for');
  run.recorder.try('state/updated', operation.pointer);
  const [first, second] = bodies;
  const before = await changedTo(plan, first, readBack);
  const after = before && (await changedTo(plan, second, readBack, before.shown));
  await send(plan, values.body);
  if (!after) return;
  const names = Object.keys(after.shown).filter((name) => first[name] !== second[name] && isTelling(after.shown[name]));
  const isSame = names.length > 0 && names.every((name) => isDeepStrictEqual(before.shown[name], after.shown[name]));
  const isAsSent = names.some((name) => isDeepStrictEqual(after.shown[name], second[name]));
  if (!isSame || isAsSent) return;
  run.recorder.find('state/updated', after.seen, `${names.join(', ')} are what they were before`, {
    about: `${names.join(', ')} were changed, and read back`,
    documented: `what was sent last: ${JSON.stringify(Object.fromEntries(names.map((name) => [name, second[name]])))}`,
    operation,
    place: operation.pointer,
  });
}

/** What is read back of a changed resource: the members that were sent. */
interface Change {
  seen: Seen;
  shown: Record<string, unknown>;
}

/** Sends a body, and reads back its members: again after a pause, as long as they are as `before`. Undefined where it cannot be told. */
async function changedTo(
  plan: Plan,
  body: Record<string, unknown>,
  readBack: ReadBack,
  before?: Record<string, unknown>,
): Promise<Change | undefined> {
  const sent = await send(plan, body);
  if (sent.verdict !== 'accepted' || sent.answer?.status === 202) return undefined;
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const seen = await readBack.get('what was changed is read back');
    if (seen.verdict !== 'accepted') return undefined;
    const shown = membersIn(seen.json?.value, Object.keys(body));
    const isSame = before !== undefined && isDeepStrictEqual(shown, before);
    if (!isSame || pause === pauses.at(-1)) return { seen, shown };
  }
  return undefined;
}

const send = (plan: Plan, body: unknown): Promise<Seen> =>
  plan.run.send(
    caseOf(plan, {
      id: 'update',
      rule: 'state/updated',
      about: 'a valid request changes what is there',
      wire: plan.wireWith({ body }),
      expect: 'accepted',
    }),
  );

/** The members with these names of an answer, or of the first object in it that has some. */
function membersIn(value: Json, names: string[]): Record<string, unknown> {
  const records: Json[] = [value, ...Object.values(Object(value))].filter(
    (each) => typeof each === 'object' && each !== null && !Array.isArray(each),
  );
  const record = records.find((each) => names.some((name) => Object.hasOwn(each, name))) ?? {};
  return Object.fromEntries(names.filter((name) => Object.hasOwn(record, name)).map((name) => [name, record[name]]));
}

/** What is empty or masked tells nothing. */
const isTelling = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !/\*\*|••|x{4}/i.test(JSON.stringify(value));

/** The members of the body that may be changed, and that the GET's answer shows by the document. */
function shownMembers({ run, operation, values }: Plan, reader: Operation): [name: string, schema: Json][] {
  const { schemas } = run;
  const sent = viewOf(schemas, requestSchema(schemas, contentOf(operation)!.schema), values.body)?.properties ?? {};
  const answers = reader.answers.filter(({ status }) => status.startsWith('2')).flatMap(({ contents }) => contents);
  const shown = answers
    .filter(({ mediaType }) => isJson(mediaType))
    .flatMap(({ schema }) => {
      const own: Json = viewOf(schemas, answerSchema(schemas, schema))?.properties ?? {};
      return [own, ...Object.values<Json>(own).map((inner) => viewOf(schemas, inner)?.properties ?? {})];
    });
  return Object.entries<Json>(sent).filter(
    ([name, schema]) =>
      !isMarked(schema, 'writeOnly') &&
      shown.some((each) => Object.hasOwn(each, name) && !isMarked(each[name], 'writeOnly')),
  );
}

/** Two valid bodies in which every member that can be told by its value differs. */
function twoBodies(plan: Plan, members: [name: string, schema: Json][]): [Json, Json] | undefined {
  const { run, operation, values } = plan;
  const whole = requestSchema(run.schemas, contentOf(operation)!.schema);
  const body: Json = values.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const bodies: [Json, Json] = [{ ...body }, { ...body }];
  let count = 0;
  for (const [name, schema] of members) {
    const { near, far } = siblingsOf(run.schemas, schema, body[name], run.options.seed);
    const first: unknown = body[name] ?? far[0] ?? near[0];
    const second = [...far, ...near].find((each) => isFar(first, each));
    if (second === undefined) continue;
    const next: [Json, Json] = [
      { ...bodies[0], [name]: first },
      { ...bodies[1], [name]: second },
    ];
    if (!next.every((each) => run.schemas.accepts(whole, each))) continue;
    bodies.splice(0, 2, ...next);
    count += 1;
  }
  return count > 0 ? bodies : undefined;
}

/** Whether two values differ for a provider that trims, folds or rounds what it is given. */
function isFar(left: unknown, right: unknown): boolean {
  if (typeof left !== typeof right) return false;
  if (typeof left === 'boolean') return left !== right;
  if (typeof left === 'number') return Math.abs(left - (right as number)) >= 1;
  return typeof left === 'string' && plain(left) !== plain(right as string) && plain(right as string) !== '';
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Whether the document says that what is asked for need not have happened when it is answered. */
const isLater = ({ answers, description = '' }: Operation): boolean =>
  answers.some(({ status }) => status === '202') ||
  /\b(eventual|asynchronous|propagat|queued|takes? effect|in the background)/i.test(
    [description, ...answers.filter(({ status }) => status.startsWith('2')).map((answer) => answer.description)].join(
      ' ',
    ),
  );
