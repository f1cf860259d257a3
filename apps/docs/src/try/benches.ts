import { load } from '../core/load.ts';
import { say } from '../core/say.ts';
import { pageData } from '../data.ts';
import { element } from '../element.ts';
import { logOf } from './log.ts';
import { createPanel, type Panel } from './panel.ts';
import { findSandbox, resetSandbox, watchSandbox, type SandboxFacts } from './sandbox.ts';
import { changesOf, worldOf } from './world.ts';

const { texts, contract } = pageData;

/** Brings the places where operations are tried to life, where a sandbox answers. */
export async function beginTrying(): Promise<void> {
  const facts = await findSandbox();
  const places = [...document.querySelectorAll<HTMLElement>('.try')];
  if (facts === undefined) return;
  if (facts === 'gone') {
    for (const place of places) place.querySelector('.status')!.replaceChildren(element('p', {}, texts.sandboxGone));
    return;
  }
  const benches = places.map((place) => bench(place, facts));
  // What the first request will want is there before it is wanted.
  for (const part of ['client', 'samples'] as const) load(part).catch(() => {});
  let before = facts;
  watchSandbox((now) => {
    const changes = changesOf(now.tables, before.tables);
    for (const learn of benches) learn(now, changes.length > 0 ? before : undefined);
    if (changes.length > 0) say(changes.join('; '));
    before = now;
  });
}

/** Sets up one operation's place; gives what tells it of changes. */
function bench(place: HTMLElement, facts: SandboxFacts): (now: SandboxFacts, before?: SandboxFacts) => void {
  const operation = contract.operations.find(({ section }) => section === place.dataset.operation)!;
  const panel: Panel = createPanel(place.closest('main > section')!, operation, facts);
  const world = element('div', { class: 'tables' });
  const log = element('div', {});
  const reset = element('button', { type: 'button' }, texts.reset);
  reset.addEventListener('click', () => {
    resetSandbox().then(
      () => say(texts.wasReset),
      () => say(texts.sandboxGone),
    );
  });
  const id = `${operation.section}-world`;
  place.querySelector('.status')!.replaceChildren(...statusOf(facts));
  const knows = element(
    'section',
    { class: 'world', 'aria-labelledby': id },
    element('h4', { id }, texts.worldTitle),
    world,
    element('p', { class: 'actions' }, reset),
    element('h4', {}, texts.logTitle),
    log,
  );
  const open = place.querySelector<HTMLElement>('.bench')!;
  open.replaceChildren(element('div', { class: 'form' }, ...panel.parts), knows);
  open.hidden = false;
  const show = (now: SandboxFacts, before?: SandboxFacts): void => {
    panel.learn(now);
    world.replaceChildren(...worldOf(now.tables, before?.tables));
    log.replaceChildren(...logOf(now.log));
  };
  show(facts);
  return show;
}

function statusOf({ stamp }: SandboxFacts): HTMLElement[] {
  const other = stamp.hash !== contract.stamp.hash;
  return [element('p', {}, `${texts.sandboxHere} ${stamp.version}. ${other ? texts.otherContract : ''}`.trim())];
}
