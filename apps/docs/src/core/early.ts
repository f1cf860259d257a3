const place = globalThis as { ccGatewayFacts?: Promise<Response> };

/** Asks for the sandbox before the page is there, so that it is known when it is wanted. From disk there is none to ask. */
export function askEarly(): void {
  if (location.protocol === 'file:') return;
  const { base = '' } = document.currentScript!.dataset;
  place.ccGatewayFacts = ask(base);
  // Who wants the answer sees the failure.
  place.ccGatewayFacts.catch(() => {});
}

/** The answer to a question for the sandbox: the first time to the one that was asked early. */
export function sandboxAnswer(base: string): Promise<Response> {
  const asked = place.ccGatewayFacts ?? ask(base);
  delete place.ccGatewayFacts;
  return asked;
}

const ask = (base: string): Promise<Response> => fetch(`${base}sandbox.json`, { cache: 'no-store' });
