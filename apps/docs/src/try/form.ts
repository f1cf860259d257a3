import { pageData } from '../data.ts';
import type { Field, OperationDescription } from '../description.ts';
import { element } from '../element.ts';

/** What the form asks for. */
export interface Wish {
  operation: OperationDescription;
  args: Record<string, unknown>;
  session: string;
  /** The header `Prefer`; undefined leaves the answer to the sandbox. */
  prefer: string | undefined;
}

/** The name of the session's field; no argument has it, since names on the wire have no blank. */
export const sessionField = 'the session';
const situationField = 'the situation';

/** More fields than these that may be left empty are not seen until they are asked for: nobody looks for Send below a dozen. */
const mostUnfolded = 3;

/** The fields of an operation, with the contract's examples to begin with. */
export function fieldsOf({ fields, situations, session, section }: OperationDescription): HTMLElement[] {
  const { texts } = pageData;
  const choices = situations.map(({ summary, prefer }) => element('option', { value: prefer }, summary));
  const further = fields.filter(({ required, example }) => !required && example === '');
  const folded = further.length > mostUnfolded ? further : [];
  const made = (these: Field[]): HTMLElement[] =>
    these.map((field) => labelled(section, field.name, control(field), hintOf(field)));
  return [
    ...made(fields.filter((field) => !folded.includes(field))),
    ...(folded.length > 0 ? [element('details', {}, element('summary', {}, texts.further), ...made(folded))] : []),
    ...(session === undefined
      ? []
      : [labelled(section, session, element('input', { name: sessionField, ...plain }), texts.session)]),
    labelled(
      section,
      texts.situation,
      element('select', { name: situationField }, element('option', { value: '' }, texts.asFound), ...choices),
      texts.situationHint,
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

/** The control of a field of the form; undefined where there is none. */
export function controlOf(form: HTMLFormElement, name: string): HTMLInputElement | HTMLSelectElement | undefined {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found : undefined;
}

/** Ties a complaint to the field that it is about, or takes all complaints away. */
export function complain(form: HTMLFormElement, name: string | undefined, text = ''): void {
  for (const old of form.querySelectorAll('.error')) old.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    field.setAttribute('aria-describedby', `${field.id}-hint`);
  }
  const field = name === undefined ? undefined : controlOf(form, name);
  if (!field) return;
  field.closest('details')?.setAttribute('open', '');
  const id = `${field.id}-error`;
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', `${id} ${field.id}-hint`);
  field.after(element('small', { id, class: 'error' }, text));
}

// What is typed goes out as it stands: no help from the browser.
const plain = { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' };

function control({ name, required, choices, example }: Field): HTMLElement {
  const shared = { name, 'aria-required': required ? 'true' : undefined };
  if (!choices) return element('input', { ...shared, ...plain, value: example });
  const options = choices.map((choice) => element('option', { value: choice, selected: choice === example }, choice));
  const none = required ? [] : [element('option', { value: '' }, pageData.texts.notGiven)];
  return element('select', shared, ...none, ...options);
}

function hintOf({ description, form, required }: Field): string {
  const { texts } = pageData;
  const rule = [form, required ? texts.required : texts.optional].filter((part) => part !== '').join(', ');
  return [description, `(${rule})`].filter((part) => part !== '').join(' ');
}

function labelled(section: string, label: string, field: HTMLElement, hint: string): HTMLElement {
  field.id = `${section}-try-${label.replaceAll(/\W+/g, '-').toLowerCase() || 'choice'}`;
  field.setAttribute('aria-describedby', `${field.id}-hint`);
  return element(
    'div',
    { class: 'field' },
    element('label', { for: field.id }, label),
    field,
    element('small', { id: `${field.id}-hint` }, hint),
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
