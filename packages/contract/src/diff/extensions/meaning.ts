import { isDeepStrictEqual } from 'node:util';
import { codeOf, type Json, type Operation, type ViolationKind } from '@cc-gateway/spec';
import { shown, keysOf, type Found, type Level, type OperationPair } from './version.ts';
import type { Keys } from '../reading/node.ts';

/** How success and refusals are told changes: the success rule, the named examples, the answers to violations. */
export function compareMeaning(pair: OperationPair): Found[] {
  return [...compareSuccess(pair), ...compareExamples(pair), ...compareViolations(pair)];
}

function compareSuccess({ base, revision }: OperationPair): Found[] {
  if (isDeepStrictEqual(base.success, revision.success)) return [];
  const message = `success is that ${ruleOf(revision)}, was that ${ruleOf(base)}`;
  return [{ level: 'major', rule: 'success', message, place: { side: 'revision', keys: successKeys(revision) } }];
}

const ruleOf = ({ success }: Operation): string =>
  success ? `${success.value} equals ${JSON.stringify(success.equals)}` : 'the status is 2xx';

function successKeys(operation: Operation): Keys {
  const content = operation.answers.flatMap(({ status, contents }) =>
    contents.map(({ mediaType }) => [status, mediaType]),
  )[0];
  const keys = [...keysOf(operation), 'responses'];
  return content ? [...keys, content[0]!, 'content', content[1]!, 'schema', 'x-success'] : keys;
}

/** An example of an answer: what it says, and where it stands. */
interface Known {
  value: Json;
  code: unknown;
  keys: string[];
}

function examplesOf(operation: Operation): Map<string, Known> {
  return new Map(
    operation.answers.flatMap(({ status, contents }) =>
      contents.flatMap(({ mediaType, examples }) =>
        examples.map(({ name, value }): [string, Known] => {
          const keys = [...keysOf(operation), 'responses', status, 'content', mediaType, 'examples', name];
          return [name, { value, code: codeOf(operation, { status: Number(status), body: value }), keys }];
        }),
      ),
    ),
  );
}

function compareExamples({ base, revision }: OperationPair): Found[] {
  const earlier = examplesOf(base);
  const later = examplesOf(revision);
  const added = [...later].filter(([name]) => !earlier.has(name));
  return [
    ...[...earlier].flatMap(([name, then]): Found[] => {
      const now = later.get(name);
      const change = (level: Level, what: string, place: Found['place']): Found[] => [
        { level, rule: 'example', message: `the example ${name} ${what}`, place },
      ];
      if (!now) return change('major', 'of an answer was removed', { side: 'base', keys: then.keys });
      const place = { side: 'revision', keys: [...now.keys, 'value'] } as const;
      if (then.code !== now.code)
        return change('major', `changed its code from ${shown(then.code)} to ${shown(now.code)}`, place);
      return isDeepStrictEqual(then.value, now.value) ? [] : change('patch', 'changed its value', place);
    }),
    ...added.map(([name, { keys }]): Found => ({
      level: 'minor',
      rule: 'example',
      message: `the example ${name} of an answer was added`,
      place: { side: 'revision', keys },
    })),
  ];
}

function compareViolations({ base, revision }: OperationPair): Found[] {
  const kinds = new Set([...Object.keys(base.violations), ...Object.keys(revision.violations)] as ViolationKind[]);
  return [...kinds].flatMap((kind): Found[] => {
    const [then, now] = [base.violations[kind], revision.violations[kind]];
    const level = then === undefined ? 'minor' : answerLevel({ base, revision }, then, now);
    if (!level) return [];
    const side = now === undefined ? 'base' : 'revision';
    const keys = [...keysOf(side === 'base' ? base : revision), 'x-violations', kind];
    const message = `a wrong ${kind} is answered with ${now ?? 'no example'}, was ${then ?? 'no example'}`;
    return [{ level, rule: 'violation', message, place: { side, keys } }];
  });
}

/** What it means to answer with another example: nothing for the same one, little where the code stays, else a break. */
export function answerLevel(
  { base, revision }: Pick<OperationPair, 'base' | 'revision'>,
  then: string,
  now: string | undefined,
): Level | undefined {
  if (then === now) return undefined;
  const [earlier, later] = [examplesOf(base).get(then), examplesOf(revision).get(now ?? '')];
  return earlier && later && earlier.code === later.code ? 'patch' : 'major';
}
