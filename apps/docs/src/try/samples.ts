import { sampleWriters } from '../../build/samples/writers.ts';
import type { Sample } from '../../build/samples/words.ts';
import type { Wish } from './form.ts';
import { plainRequestOf } from './plain-request.ts';

/** Lets the samples of an operation's section ask for what its form asks for. */
export function showSamples(section: HTMLElement, wish: Wish): void {
  const sample = sampleFor(wish);
  for (const [index, { write }] of sampleWriters.entries()) {
    const code = section.querySelectorAll('.tabs > .panel')[index]?.querySelector('pre code');
    if (code) code.textContent = write(sample);
  }
}

/** The choice of an answer is for the sandbox alone, and the session stays in its variable. */
function sampleFor(wish: Wish): Sample {
  const { operation, args } = wish;
  const { target, headers, body } = plainRequestOf({ ...wish, prefer: undefined });
  const secret = operation.session;
  return {
    operation,
    target,
    headers: Object.entries(headers).map(([name, value]) =>
      name === secret
        ? { name, value: operation.variables[1]?.name ?? name, fromEnvironment: true }
        : { name, value, fromEnvironment: false },
    ),
    body,
    args,
    variables: operation.variables,
    schemes: operation.schemes,
    success: operation.success,
  };
}
