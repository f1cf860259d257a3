import type { Description, OperationDescription } from './description.ts';
import { element } from './element.ts';
import { fieldsOf, setSession, wishOf } from './form.ts';
import { outcomeOf } from './outcome.ts';
import { curlOf, send } from './request.ts';
import { findSandbox, type SandboxFacts } from './sandbox.ts';

/** Brings the panel to life: the button that opens it, and one form for each operation. */
export function openablePanel(description: Description): void {
  const panel = find('try-it', HTMLDialogElement);
  const form = find('try-it-form', HTMLFormElement);
  const chooser = find('try-it-operation', HTMLSelectElement);
  const [status, fields, curl, outcome] = ['status', 'fields', 'curl', 'outcome'].map((name) =>
    find(`try-it-${name}`, HTMLElement),
  ) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  let sandbox: SandboxFacts | undefined;

  const operation = (): OperationDescription => description.operations[chooser.selectedIndex]!;
  const showCurl = async (): Promise<void> => {
    curl.textContent = await curlOf(wishOf(form, operation()));
  };
  const showOperation = (): void => {
    fields.replaceChildren(...fieldsOf(operation(), sandbox?.session ?? ''));
    outcome.replaceChildren();
    void showCurl();
  };

  async function open(): Promise<void> {
    panel.showModal();
    sandbox = await findSandbox();
    status.replaceChildren(...statusOf(sandbox, description));
    form.hidden = !sandbox;
    if (sandbox && fields.childElementCount === 0) showOperation();
  }

  async function submit(): Promise<void> {
    outcome.replaceChildren(element('p', {}, 'Sending …'));
    const wish = wishOf(form, operation());
    const result = await send(wish);
    outcome.replaceChildren(...outcomeOf(result, wish.operation, description));
    if (result.verdict.session) outcome.append(renewal());
    outcome.scrollIntoView({ block: 'nearest' });
  }

  const renewal = (): HTMLElement => {
    const button = element('button', { type: 'button' }, "Take the sandbox's session");
    button.addEventListener('click', async () => {
      sandbox = await findSandbox();
      setSession(form, sandbox?.session ?? '');
      await showCurl();
      find('try-it-send', HTMLElement).focus();
    });
    return button;
  };

  chooser.append(...description.operations.map(({ id, title }) => element('option', { value: id }, title)));
  chooser.addEventListener('change', showOperation);
  form.addEventListener('input', () => void showCurl());
  form.addEventListener('reset', () => setTimeout(showOperation));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  find('try-it-open', HTMLElement).addEventListener('click', () => void open());
  find('try-it-close', HTMLElement).addEventListener('click', () => panel.close());
  find('try-it-copy', HTMLElement).addEventListener(
    'click',
    () => void navigator.clipboard.writeText(curl.textContent),
  );
}

function statusOf(sandbox: SandboxFacts | undefined, { title, stamp }: Description): HTMLElement[] {
  if (!sandbox) {
    return [
      element(
        'p',
        {},
        'There is no gateway behind this page: it is a copy for reading. In a clone of the repository, start a sandbox, which serves this page and a gateway to try it on:',
      ),
      element('pre', { tabindex: '0', 'aria-label': 'The command that starts the sandbox' }, 'npm start'),
      element('p', {}, 'Then open the address that it prints. No real call can be moved there.'),
    ];
  }
  const other = sandbox.stamp.hash !== stamp.hash;
  return [
    element(
      'p',
      {},
      `The sandbox at ${location.origin} plays ${title} ${sandbox.stamp.version}. No real call can be moved here.`,
      other ? ` Its contract is another than this page's, ${stamp.version}; start it anew.` : undefined,
    ),
  ];
}

function find<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new TypeError(`#${id} is missing from the page.`);
  return found;
}
