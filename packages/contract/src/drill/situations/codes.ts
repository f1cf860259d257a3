import { codeOf, type Contract, type Operation, type Retcode } from '@cc-gateway/spec';
import type { Play, Situation } from './situation.ts';

type Coded = readonly [code: string, facts: Retcode, play: Play];

/** One situation for each code that the operation can be answered with, one for a code that it does not list, and one for two calls at once. */
export function codeSituations(contract: Contract, operation: Operation): Situation[] {
  const refusals = refusalsOf(contract, operation);
  const isFinal = ([, { outcome, retry }]: Coded): boolean => outcome === 'not-applied' && retry === 'never';
  return [
    ...refusals.flatMap(([code, facts, play]) => situationsOf(code, facts, play, contract.retcodes.codes.has(code))),
    ...refusals.filter(isFinal).slice(0, 1).map(crossed),
  ];
}

/** Two calls at once, of which the first is refused. */
const crossed = ([code, { outcome, retry }, play]: Coded): Situation => ({
  name: 'wire/crossed',
  says: `two calls at once: the second is answered first, and carried out; the first is refused with ${code}`,
  reference: 'RFC 9112, section 9.3',
  plays: [play, { special: 'answers' }],
  outcome,
  retry,
  calls: 'at once',
  needs: 'any command, run twice; a service that takes a second request while the first is under way',
});

/** The codes that refuse, and how each is played; none where a code cannot be played. */
function refusalsOf(contract: Contract, operation: Operation): Coded[] {
  const pointer = pointerOf(operation);
  if (!operation.success || pointer === undefined) return [];
  const examples = operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap((content) =>
      content.examples.map(({ name, value }) => ({
        name,
        code: codeOf(operation, { status: Number(status), body: value }),
      })),
    ),
  );
  const refusal = examples.find(({ code }) => code !== operation.success!.equals)?.name;
  const playOf = (code: string): Play | undefined => {
    const own = examples.find((example) => example.code === code);
    if (own) return { answer: own.name };
    return refusal === undefined ? undefined : { answer: refusal, fault: { set: { [pointer]: code } } };
  };
  const all = [...contract.retcodes.codesOf(operation), [unlisted(contract), contract.retcodes.unlisted] as const];
  return all.flatMap(([code, facts]) => {
    const play = playOf(code);
    const isRefused = code !== operation.success!.equals;
    return play && isRefused ? [[code, facts, play] as const] : [];
  });
}

function situationsOf(code: string, facts: Retcode, play: Play, isListed: boolean): Situation[] {
  const { outcome, retry, meaning } = facts;
  const reference = isListed ? `the document: x-retcodes, ${code}` : 'the document: x-retcodes, unlisted';
  const what = { reference, outcome, retry, plays: [play] } as const;
  const always: Situation = {
    ...what,
    code,
    name: `codes/${isListed ? code : 'unlisted'}`,
    says: `refused with ${code}: ${meaning}`,
  };
  if (retry !== 'backoff') return [always];
  const passing: Situation = {
    ...what,
    name: `codes/${code}-passes`,
    says: `refused with ${code} once, then carried out`,
    plays: [play, { special: 'answers' }],
    finally: 'applied',
  };
  return [{ ...always, says: `${always.says} It does not pass.` }, passing];
}

/** The place of the code in a body, where the rule of success looks for it there. */
const pointerOf = ({ success }: Operation): string | undefined =>
  /^\$response\.body#(\/.+)$/.exec(success?.value ?? '')?.[1];

/** A code that the catalogue does not list. */
function unlisted({ retcodes }: Contract): string {
  for (let number = 1; ; number++) {
    const code = `999-${String(number).padStart(3, '0')}`;
    if (!retcodes.codes.has(code)) return code;
  }
}
