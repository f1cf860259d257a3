import { sandboxAnswer } from '../core/early.ts';
import { pageData } from '../data.ts';

/** What a sandbox says of itself and of what it knows, at `sandbox.json` beside the page. */
export interface SandboxFacts {
  stamp: { version: string; hash: string };
  /** The keys of the sessions that are alive, newest last, each with what it belongs to. */
  sessions: { key: string; columns: Record<string, unknown> }[];
  /** What the gateway knows; keys of sessions are masked. */
  tables: { name: string; key: string; rows: Record<string, unknown>[] }[];
  /** What arrived, newest last. */
  log: LogEntry[];
}

/** A request that arrived, and why it was answered so. */
export interface LogEntry {
  method: string;
  path: string;
  /** Undefined where the answer was not written. */
  status?: number;
  example?: string;
  code?: string;
  /** The prerequisite that did not hold, in words. */
  unmet?: string;
  violations: string[];
  hint?: string;
}

/** Asks the page's own origin for a sandbox: undefined where the server has none, `gone` where no server answers. */
export async function findSandbox(): Promise<SandboxFacts | undefined | 'gone'> {
  let response: Response;
  try {
    response = await sandboxAnswer(pageData.base);
  } catch {
    return 'gone';
  }
  try {
    return response.ok ? ((await response.json()) as SandboxFacts) : undefined;
  } catch {
    return undefined;
  }
}

/** Tells of each change of what the sandbox knows, until the page is left. */
export function watchSandbox(changed: (facts: SandboxFacts) => void): void {
  const events = new EventSource(`${pageData.base}sandbox/events`);
  events.addEventListener('message', ({ data }) => changed(JSON.parse(String(data)) as SandboxFacts));
}

/** Puts the sandbox back to its beginning. Rejects where it does not answer. */
export async function resetSandbox(): Promise<void> {
  const response = await fetch(`${pageData.base}sandbox/reset`, { method: 'POST' });
  if (!response.ok) throw new Error(`The sandbox answers ${response.status} to a reset, expected 204.`);
}

/** The newest key of the session that belongs to what a form names, by columns and fields of one name. */
export function sessionFor({ sessions }: SandboxFacts, args: Record<string, unknown>): string | undefined {
  return sessions.findLast(({ columns }) => {
    const shared = Object.entries(columns).filter(([name]) => name in args);
    return shared.every(([name, value]) => String(value) === String(args[name]));
  })?.key;
}
