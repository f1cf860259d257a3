import { curlLine } from '@cc-gateway/spec';
import { copy } from '../core/copy.ts';
import { load } from '../core/load.ts';
import { pageData } from '../data.ts';
import type { OperationDescription } from '../description.ts';
import { element } from '../element.ts';
import { sendAnyway } from './anyway.ts';
import { complain, controlOf, fieldsOf, sessionField, wishOf, type Wish } from './form.ts';
import { outcomeOf } from './outcome.ts';
import { plainRequestOf } from './plain-request.ts';
import type { Result } from './result.ts';
import { findSandbox, sessionFor, type SandboxFacts } from './sandbox.ts';
import { verdictWith } from './verdict.ts';

/** The form of an operation, and what came of its last request. */
export interface Panel {
  parts: HTMLElement[];
  /** Tells the form what the sandbox knows now. */
  learn(facts: SandboxFacts): void;
}

/** Makes the form of an operation, with the sandbox's session for what it names. */
export function createPanel(section: HTMLElement, operation: OperationDescription, known: SandboxFacts): Panel {
  const { texts } = pageData;
  let facts = known;
  let isBusy = false;
  const submit = element('button', { type: 'submit', class: 'main' }, texts.send);
  const anyway = element('button', { type: 'button', hidden: true }, texts.sendAnyway);
  const curl = element('button', { type: 'button' }, texts.copyCurl);
  const actions = element(
    'p',
    { class: 'actions' },
    submit,
    anyway,
    element('button', { type: 'reset' }, texts.startOver),
    curl,
  );
  const note = element('small', { class: 'note' }, texts.follow);
  const form = element('form', { novalidate: true }, ...fieldsOf(operation), actions, note);
  const outcome = element('div', { class: 'outcome', role: 'status' });
  // The session of whom the form names, until another is typed.
  let given = '';

  const fillSession = (): void => {
    const field = controlOf(form, sessionField);
    if (!field || field.value !== given) return;
    const session = sessionFor(facts, wishOf(form, operation).args);
    // Who has none is refused for another reason, which the session of another does not hide.
    if (session !== undefined) field.value = given = session;
  };
  const changed = (): void => {
    fillSession();
    complain(form, undefined);
    anyway.hidden = true;
    if (outcome.childElementCount > 0 && !outcome.querySelector('.stale')) {
      outcome.prepend(element('p', { class: 'stale' }, texts.changed));
    }
    load('samples').then(
      (showSamples) => showSamples(section, wishOf(form, operation)),
      () => {},
    );
  };
  const show = (result: Result): void => {
    const { verdict } = result;
    outcome.replaceChildren(...outcomeOf(result, operation));
    anyway.hidden = verdict.kind !== 'not-sent';
    if (verdict.kind === 'not-sent') {
      complain(form, verdict.argument ?? (operation.session === undefined ? undefined : sessionField), verdict.detail);
    }
    if (verdict.session) outcome.append(renewal());
    outcome.scrollIntoView({ block: 'nearest' });
  };
  const run = async (how: (wish: Wish) => Promise<Result>): Promise<void> => {
    // Pressing it again while a request is under way sends nothing more.
    if (isBusy) return;
    isBusy = true;
    for (const button of [submit, anyway]) button.setAttribute('aria-disabled', 'true');
    complain(form, undefined);
    outcome.replaceChildren(element('p', {}, texts.sending));
    try {
      show(await how(wishOf(form, operation)));
    } catch (error) {
      show({ answer: undefined, verdict: verdictWith('unknown', `${texts.broke} ${String(error)}`) });
    } finally {
      isBusy = false;
      for (const button of [submit, anyway]) button.removeAttribute('aria-disabled');
    }
  };
  const withClient = async (wish: Wish): Promise<Result> => {
    const client = await load('client').catch(() => undefined);
    return client ? client(wish) : { answer: undefined, verdict: verdictWith('not-sent', texts.sandboxGone) };
  };
  const renewal = (): HTMLElement => {
    const button = element('button', { type: 'button' }, texts.newSession);
    button.addEventListener('click', async () => {
      const now = await findSandbox();
      if (now === 'gone' || now === undefined) {
        outcome.append(element('p', {}, texts.sandboxGone));
        return;
      }
      facts = now;
      const field = controlOf(form, sessionField);
      if (field) field.value = given;
      fillSession();
      changed();
      submit.focus();
    });
    return button;
  };

  form.addEventListener('input', changed);
  form.addEventListener('reset', () =>
    setTimeout(() => {
      given = '';
      outcome.replaceChildren();
      changed();
    }),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run(withClient);
  });
  anyway.addEventListener('click', () => void run(sendAnyway));
  curl.addEventListener('click', () => {
    const { body, ...request } = plainRequestOf(wishOf(form, operation));
    void copy(curl, () =>
      Promise.resolve(curlLine(location.origin, { ...request, ...(body !== undefined && { body }) })),
    );
  });
  fillSession();
  return {
    parts: [form, outcome],
    learn(now) {
      facts = now;
      fillSession();
    },
  };
}
