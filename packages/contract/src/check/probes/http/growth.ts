import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import { sessionHeader } from '../../requests/serialize.ts';
import { fieldsOf, type Field } from '../../requests/fields.ts';
import type { Wire } from '../../wire/request.ts';

const lengths = [16, 30, 1_000, 4_000, 60_000];

/** Ever longer strings in every field: the time for an answer stays what it is. */
export async function probeGrowth(plan: Plan): Promise<void> {
  const { run, operation, session } = plan;
  const fields = fieldsOf(plan).filter((field) => typeof field.value === 'string' && isHarmless(plan, field));
  const series: [label: string, place: string, most: number, wireOf: (text: string) => Wire][] = fields.map((field) => [
    field.label,
    field.pointer,
    field.label.startsWith('body') ? 60_000 : 4_000,
    (text) => plan.wireWith(field.with(text)),
  ]);
  if (session !== undefined && sessionHeader(operation)) {
    series.push(['the session key', `${operation.pointer}/security`, 4_000, (text) => plan.wireWith({}, text)]);
  }
  for (const [label, place, most, wireOf] of series) {
    const id = `growth/${label}`;
    if (!run.isWanted(operation, id)) continue;
    for (const [kind, fill] of Object.entries(fills)) {
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
      if (await isGrowing(plan, lengths.filter((length) => length <= most).map(of))) break;
    }
  }
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

/** So many times, in turn, a short and a long value are sent: a busy moment of the machine slows one and not the other, a provider each. */
const pairs = 5;

async function isGrowing({ run }: Plan, cases: Case[]): Promise<boolean> {
  const [shortest, ...longer] = cases;
  if (!shortest) return false;
  const time = async (each: Case): Promise<number> => (await run.send(each)).capture.ms;
  const base = await time(shortest);
  for (const each of longer) {
    const seen = await run.send(each);
    const { ms, ending } = seen.capture;
    if (ending === 'timeout') {
      const received = `no answer in ${Math.round(ms)} ms; ${Math.round(base)} ms for a short value`;
      run.recorder.find('state/growth', seen, received);
      return true;
    }
    let [short, long, slow] = [base, ms, Number(isSlow(ms, base))];
    for (; slow > 0 && slow <= pairs; slow += 1) {
      [short, long] = [await time(shortest), await time(each)];
      if (!isSlow(long, short)) break;
    }
    if (slow <= pairs) continue;
    run.recorder.find('state/growth', seen, `${Math.round(long)} ms, and ${Math.round(short)} ms for a short value`);
    return true;
  }
  return false;
}
