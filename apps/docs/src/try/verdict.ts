import { pageData } from '../data.ts';
import type { Meaning, OperationDescription } from '../description.ts';

/** What came of a request, in words. */
export interface Verdict {
  kind: 'applied' | 'not-applied' | 'unknown' | 'not-sent';
  /** Did it take effect? */
  headline: string;
  /** What the client says. */
  detail: string;
  /** The result code, where the gateway gave one. */
  retcode?: string;
  /** The session is what was refused. */
  session?: true;
  /** Nothing answered. */
  unreachable?: true;
  /** The argument that is wrong, where it was not sent. */
  argument?: string;
}

const codes = new Map(pageData.contract.retcodes.codes);

/** What a result code means, whatever it is called. */
export const meaningOf = (retcode: string): Meaning => codes.get(retcode) ?? pageData.contract.retcodes.unlisted;

const headlines = (): Record<Verdict['kind'], string> => ({
  applied: pageData.texts.applied,
  'not-applied': pageData.texts.notApplied,
  unknown: pageData.texts.unknown,
  'not-sent': pageData.texts.notSent,
});

/** A verdict of a kind. */
export const verdictWith = (kind: Verdict['kind'], detail: string, more: Partial<Verdict> = {}): Verdict => ({
  kind,
  headline: headlines()[kind],
  detail,
  ...more,
});

/** The verdict on an answer, by the contract's own rule. */
export function verdictOn({ success }: OperationDescription, status: number, text: string): Verdict {
  if (!success)
    return status >= 200 && status < 300 ? verdictWith('applied', '') : verdictWith('unknown', `HTTP ${status}.`);
  const code = status === success.status ? memberOf(text, success.member) : undefined;
  if (code === success.equals) return verdictWith('applied', '', { retcode: String(code) });
  if (typeof code !== 'string') return verdictWith('unknown', `HTTP ${status}.`);
  const { outcome, session } = meaningOf(code);
  return verdictWith(outcome, '', { retcode: code, ...(session && { session: true as const }) });
}

function memberOf(text: string, path: string[]): unknown {
  try {
    return path.reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      JSON.parse(text),
    );
  } catch {
    return undefined;
  }
}
