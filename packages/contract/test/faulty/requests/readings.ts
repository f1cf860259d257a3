import type { Body, Call, Change } from '../gateway.ts';
import type { Incoming, Reply } from '../http.ts';

/** Checks of the gateway that do not take place. */
export const leaves = (...names: string[]): Change => ({ leaves: names });

/** The parts of the body, changed before they are checked. */
export const bind = (change: (body: Body, request: Incoming) => Body): Change => ({ bind: change });

/** The text of the body, mended before it is read as JSON. */
export const parse = (mend: (text: string) => string): Change => ({ parse: (text) => JSON.parse(mend(text)) });

/** A refusal of the fault's own. */
export const refuse = (when: (call: Call) => boolean, answer: string | Reply = '000-006'): Change => ({
  refuse: (call) => (when(call) ? answer : undefined),
});

/** The body, as far as it is JSON. */
export const body = ({ request }: Call): Body => {
  try {
    return JSON.parse(request.body.toString()) as Body;
  } catch {
    return {};
  }
};

/** The text of the body. */
export const raw = ({ request }: Call): string => request.body.toString();

/** A name in the query. */
export const query = ({ target }: Incoming, name: string): string | undefined =>
  new URLSearchParams(target.split('?')[1] ?? '').get(name) ?? undefined;
