/** What a sandbox says of itself, at `sandbox.json` beside the page. */
export interface SandboxFacts {
  stamp: { version: string; hash: string };
  /** A session that its gateway knows; undefined where the contract has none. */
  session?: string;
}

/** Asks the page's own origin whether a sandbox is there; undefined where none is. */
export async function findSandbox(): Promise<SandboxFacts | undefined> {
  // A page from disk has no origin to ask.
  if (location.protocol === 'file:') return undefined;
  try {
    const response = await fetch('sandbox.json', { cache: 'no-store' });
    return response.ok ? ((await response.json()) as SandboxFacts) : undefined;
  } catch {
    return undefined;
  }
}
