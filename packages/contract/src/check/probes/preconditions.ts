import { evaluate, isExpression, type Precondition } from '@cc-gateway/spec';
import { sessionHeader, type Values } from '../build.ts';
import { caseOf, type Plan } from '../plan.ts';
import { siblingsOf } from '../values/siblings.ts';
import { fieldsOf, type Field } from './valid.ts';

/**
 * Looks for each row that `x-preconditions` wants under a key that nobody has: the request is refused. A provider may
 * know the key after all, so what is accepted is a warning; what cannot be derived is said.
 */
export async function probePreconditions(plan: Plan): Promise<void> {
  const { run, operation } = plan;
  const tried = new Set<string>();
  for (const line of operation.preconditions) {
    const about = `the precondition ${line.name}`;
    if (looksAtSession(plan, line)) {
      if (line.where && run.options.otherAuth === undefined)
        run.recorder.leaveOut(operation, about, 'no session of another user is given; give --other-auth');
      continue;
    }
    const field = fieldsOf(plan).find((each) => decides(plan, each, line));
    if (!field) run.recorder.leaveOut(operation, about, 'no field of the request holds its key');
    else if (line.where && tried.has(field.label))
      run.recorder.leaveOut(operation, about, 'depends on what the provider knows of the row');
    else if (run.options.level !== 'full' && typeof field.value !== 'string')
      run.recorder.leaveOut(operation, about, `${field.label} may name something real; --level full tries it`);
    else if (!tried.has(field.label)) {
      tried.add(field.label);
      await tryUnknown(plan, field, line);
    }
  }
}

/** Each effect: a repetition shows it where a precondition reads what it sets; otherwise no answer does. */
export function leaveOutEffects({ run, operation }: Plan): void {
  for (const { row, set, meaning } of operation.effects) {
    const reads = operation.preconditions.some(
      (line) => line.row === row && Object.keys(line.where ?? {}).some((column) => column in set),
    );
    const reason = reads
      ? 'shown only by a repetition that is accepted (state/repeat); no answer reads the row'
      : 'no precondition reads what it sets';
    run.recorder.leaveOut(operation, `the effect on ${row}${meaning ? ` (${meaning})` : ''}`, reason);
  }
}

async function tryUnknown(plan: Plan, field: Field, { name, meaning, else: answer }: Precondition): Promise<void> {
  const { run, operation } = plan;
  const id = `precondition/${field.label}`;
  const [unknown] = siblingsOf(run.schemas, field.schema, field.value, run.options.seed).far.toReversed();
  if (unknown === undefined || !run.isWanted(operation, id)) return;
  const seen = await run.send(
    caseOf(plan, {
      id,
      rule: 'state/precondition',
      about: `${field.label} is made up, so that ${name} does not hold`,
      place: `${operation.pointer}/x-preconditions`,
      wire: plan.wireWith(field.with(unknown)),
      expect: 'anything',
      tolerates: [404],
    }),
  );
  if (seen.verdict !== 'accepted') return;
  run.recorder.find('state/precondition', seen, 'the request is carried out', {
    documented: `the answer ${answer}${meaning ? `, for this does not hold: ${meaning}` : ''}`,
  });
}

/** Whether the key of a line is the operation's session. */
function looksAtSession({ operation }: Plan, { key }: Precondition): boolean {
  const header = sessionHeader(operation)?.toLowerCase();
  return header !== undefined && key.toLowerCase() === `$request.header.${header}`;
}

/** Whether the key of a line is the value of a field: another value there is another key. */
function decides({ values }: Plan, field: Field, { key }: Precondition): boolean {
  if (!isExpression(key)) return false;
  const marker = {};
  const changed: Values = { ...values, ...field.with(marker) };
  const headers = Object.fromEntries(
    Object.entries(changed.header).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const request = { path: changed.path, query: changed.query, headers, body: changed.body };
  return evaluate(key, { request }) === marker;
}
