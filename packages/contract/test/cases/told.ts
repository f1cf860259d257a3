import type { Case } from '../../src/check/answers/reading/case.ts';
import type { answered } from './answered.ts';

/** What a request says in short: its method and target, and its body. */
export const said = ({ wire }: Case): string => `${wire.method} ${wire.target} ${wire.body?.toString() ?? ''}`.trim();

/** Runs what waits at once, and tells how long it would have waited. */
export async function withoutWaiting(tell: (ms: number) => void, job: () => Promise<unknown>): Promise<void> {
  const { setTimeout: own } = globalThis;
  globalThis.setTimeout = ((then: () => void, ms: number) => (tell(ms), then(), 0)) as never;
  try {
    await job();
  } finally {
    globalThis.setTimeout = own;
  }
}

/** What was asked, found and left out, a line each, below a heading. */
export const told = (
  heading: string,
  { asked, found, leftOut }: Pick<ReturnType<typeof answered>, 'asked' | 'found' | 'leftOut'>,
): string[] => [
  `# ${heading}`,
  ...asked,
  ...found.map((line) => `found: ${line}`),
  ...leftOut.map((line) => `left out: ${line}`),
];
