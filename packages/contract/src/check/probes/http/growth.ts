import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import { brokenBy } from '../../values/broken-by.ts';
import { sessionHeader } from '../../requests/serialize.ts';
import { fieldsOf, type Field } from '../../requests/fields.ts';
import { flawOf } from '../../requests/proof.ts';
import type { Seen } from '../../answers/reading/observed.ts';
import type { Wire } from '../../wire/request.ts';

const lengths = [16, 30, 4_000, 60_000];

interface Series {
  label: string;
  place: string;
  /** The longest text that can stand there. */
  most: number;
  wireOf: (text: string) => Wire;
  /** The rule that a text breaks. */
  rule: (text: string) => string | undefined;
}

/** Ever longer strings in every field: the time for an answer stays what it is, and what breaks the schema is refused. */
export async function probeGrowth(plan: Plan): Promise<void> {
  const { run, operation, session } = plan;
  const fields = fieldsOf(plan).filter((field) => typeof field.value === 'string' && isHarmless(plan, field));
  const series = fields.map((field): Series => ({
    label: field.label,
    place: field.pointer,
    most: field.label.startsWith('body') ? 60_000 : 4_000,
    wireOf: (text) => plan.wireWith(field.with(text)),
    rule: (text) => brokenBy(run.schemas, field.schema, text).rule,
  }));
  // What reads the keys, and most of what reads values, all operations have in common.
  const turn = run.turn(operation, 'growth');
  if (session !== undefined && sessionHeader(operation) && turn === 0) {
    series.push({
      label: 'the session key',
      place: `${operation.pointer}/security`,
      most: 4_000,
      wireOf: (text) => plan.wireWith({}, text),
      rule: () => undefined,
    });
  }
  const isWhole = run.contract.operations.length === 1;
  for (const [index, { label, place, most, wireOf, rule }] of series.entries()) {
    const id = `growth/${label}`;
    if (!run.isWanted(operation, id)) continue;
    const kinds = Object.entries(fills);
    for (const [kind, fill] of isWhole ? kinds : [kinds[(turn + index) % kinds.length]!]) {
      const of = (length: number): Case =>
        caseOf(plan, {
          id,
          rule: 'state/growth',
          about: `${label} has ${length} characters (${kind})`,
          place,
          wire: wireOf(fill(length)),
          expect: 'anything',
          tolerates: [400, 404, 413, 414, 431],
        });
      const cases = lengths.filter((length) => length <= most).map((length) => ({ ...of(length), text: fill(length) }));
      if (await isGrowing(plan, cases, (seen, { text }) => tellTaken(plan, seen, rule(text)))) break;
    }
  }
}

/** A text that its field does not take is refused, however long it is. */
function tellTaken(plan: Plan, seen: Seen, rule: string | undefined): void {
  if (seen.verdict !== 'accepted' || rule === undefined || flawOf(plan, seen.case.wire) === undefined) return;
  plan.run.recorder.find(rule, seen, 'the request is carried out', { documented: 'a refusal' });
}

/** Below `full`, a text that keeps the schema is not sent where nothing in the document says that it is refused. */
function isHarmless({ run, operation }: Plan, { schema }: Field): boolean {
  if (run.options.level === 'full' || operation.preconditions.length > 0) return true;
  const texts = Object.values(fills).flatMap((fill) => lengths.map(fill));
  return ['GET', 'HEAD'].includes(operation.method) || !texts.some((text) => run.schemas.accepts(schema, text));
}

const fills: Record<string, (length: number) => string> = {
  letters: (length) => 'a'.repeat(length),
  'digits and a letter': (length) => `${'1'.repeat(length - 1)}x`,
  'blanks and a letter': (length) => `a${' '.repeat(length - 2)}b`,
};

const isSlow = (ms: number, start: number): boolean => ms > start * 3 + 200;

/** So many times a long value must be slow between two short ones that are not: the machine may be busy. */
const lead = 4;
const tries = 40;

/** Whether a long value is slow each time that it is sent: one quick answer shows that its length is not the cause. */
async function isGrowing<C extends Case>(
  { run, operation }: Plan,
  cases: C[],
  look: (seen: Seen, each: C) => void,
): Promise<boolean> {
  const [shortest, ...longer] = cases as [C, ...C[]];
  const timeOfShort = async (): Promise<number> => (await run.send(shortest)).capture.ms;
  let before = await timeOfShort();
  let best = before;
  for (const each of longer) {
    for (let [times, slow] = [0, 0]; times < tries; times += 1) {
      const seen = await run.send(each);
      if (times === 0) look(seen, each);
      const { ms, ending } = seen.capture;
      if (ending !== 'timeout' && !isSlow(ms, best)) break;
      const after = await timeOfShort();
      if (isSlow(ms, Math.max(before, after))) slow += 1;
      [before, best] = [after, Math.min(best, after)];
      if (slow === lead) {
        const took = ending === 'timeout' ? `no answer in ${Math.round(ms)} ms` : `${Math.round(ms)} ms`;
        run.recorder.find('state/growth', seen, `${took}, and ${Math.round(best)} ms for a short value`);
        return true;
      }
      if (times === tries - 1) {
        run.recorder.leaveOut(
          operation,
          each.about,
          'the time for an answer changes too much to tell whether it grows',
        );
      }
    }
  }
  return false;
}
