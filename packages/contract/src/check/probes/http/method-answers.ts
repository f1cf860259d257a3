import type { Plan } from '../../requests/plan.ts';
import { isBreakdown, type Seen } from '../../answers/reading/observed.ts';
import { headerOf } from '../../wire/raw-answer.ts';
import { documentedMethods, ownMethods } from '../../requests/documented-methods.ts';

/** Judges what came back for a method that is not documented. */
export function judgeMethod({ run, operation }: Plan, seen: Seen): void {
  const { answer, verdict, case: each } = seen;
  if (!answer) return;
  const { recorder } = run;
  const { status } = answer;
  const { method } = each.wire;
  const documented = documentedMethods(run, operation);
  const hasRule = operation.success !== undefined;
  if (method === 'TRACE' && status < 300 && answer.body.toString('latin1').startsWith('TRACE ')) {
    recorder.find('method/trace', seen, 'TRACE sends the request back');
  } else if (method === 'OPTIONS') {
    if (hasRule && verdict === 'accepted') recorder.find('method/options', seen, 'OPTIONS is carried out');
    else if ((status >= 300 && status < 400) || isBreakdown(seen))
      recorder.find('method/status', seen, `the status is ${status}`);
  } else if (verdict === 'accepted') {
    recorder.find(each.rule, seen, hasRule ? 'the request is carried out' : `the status is ${status}`, {
      documented: [...documented].join(', '),
    });
  } else if ((status >= 200 && status < 400) || isBreakdown(seen))
    recorder.find('method/status', seen, `the status is ${status}`, {
      documented: '405, or another status of refusal',
    });
  const allow = headerOf(answer.headers, 'allow');
  recorder.try('method/allow', operation.pointer);
  recorder.try('method/status', operation.pointer);
  if (status === 405 && allow === undefined)
    recorder.find('method/allow', seen, '405 comes without Allow', { documented: [...documented].join(', ') });
  const listed =
    allow
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  const wrong = listed.filter((name) => !documented.has(name) && !['OPTIONS', 'HEAD'].includes(name));
  const left = ownMethods(run, operation).filter((name) => listed.length > 0 && !listed.includes(name));
  if (wrong.length > 0)
    recorder.find('method/allow', seen, `Allow lists ${wrong.join(', ')}`, { documented: [...documented].join(', ') });
  if (left.length > 0 && status !== 501)
    recorder.find('method/allow', seen, `Allow is ${allow}, without ${left.join(', ')}`, {
      documented: [...documented].join(', '),
    });
}
