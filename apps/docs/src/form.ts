import type { Field, OperationDescription } from './description.ts';
import { element } from './element.ts';
import type { Wish } from './request.ts';

/** The name of the session's field; no argument has it, since names on the wire have no blank. */
const sessionField = 'the session';
const situationField = 'the situation';

/** The fields of an operation, with the contract's examples to begin with. */
export function fieldsOf(operation: OperationDescription, session: string): HTMLElement[] {
  const { fields, situations, session: header } = operation;
  return [
    ...fields.map((field) => labelled(field.name, control(field), hintOf(field))),
    ...(header === undefined
      ? []
      : [
          labelled(
            header,
            element('input', { name: sessionField, value: session, ...plain }),
            'The session of the agent.',
          ),
        ]),
    labelled(
      'Situation',
      element(
        'select',
        { name: situationField },
        element('option', { value: '' }, 'As the sandbox finds it'),
        ...situations.map(({ summary, prefer }) => element('option', { value: prefer }, summary)),
      ),
      'The answer to give: by the state of the sandbox, or one of your choice.',
    ),
  ];
}

/** What the form asks for. Fields left empty are not sent. */
export function wishOf(form: HTMLFormElement, operation: OperationDescription): Wish {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '');
  const given = operation.fields.filter(({ name }) => text(name) !== '');
  return {
    operation,
    args: Object.fromEntries(given.map((field) => [field.name, valueOf(field, text(field.name))])),
    session: text(sessionField),
    prefer: text(situationField) || undefined,
  };
}

/** Puts another session into the form. */
export function setSession(form: HTMLFormElement, session: string): void {
  const field = form.elements.namedItem(sessionField);
  if (field instanceof HTMLInputElement) field.value = session;
}

// What is typed goes out as it stands: no help from the browser.
const plain = { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' };

function control({ name, required, choices, example }: Field): HTMLElement {
  const shared = { name, 'aria-required': required ? 'true' : undefined };
  if (!choices) return element('input', { ...shared, ...plain, value: example });
  const options = choices.map((choice) => element('option', { value: choice, selected: choice === example }, choice));
  return element('select', shared, ...(required ? [] : [element('option', { value: '' }, '(not sent)')]), ...options);
}

const hintOf = ({ description, form, required }: Field): string =>
  [description, form === '' ? '' : `${form[0]!.toUpperCase()}${form.slice(1)}, ${required ? 'required' : 'optional'}.`]
    .filter((part) => part !== '')
    .join(' ');

let count = 0;

function labelled(label: string, field: HTMLElement, hint: string): HTMLElement {
  const id = `try-it-field-${(count += 1)}`;
  field.id = id;
  field.setAttribute('aria-describedby', `${id}-hint`);
  return element(
    'div',
    { class: 'field' },
    element('label', { for: id }, label),
    field,
    element('small', { id: `${id}-hint` }, hint),
  );
}

function valueOf({ json }: Field, text: string): unknown {
  if (!json) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: the client says what it expected instead.
    return text;
  }
}
