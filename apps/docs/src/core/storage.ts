const prefix = 'cc-gateway.';

/** What a reader chose earlier; undefined where nothing was, or where the browser keeps nothing. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a reader's choice, where the browser keeps anything. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // The choice holds for this page alone.
  }
}
