import type { Mock } from './mock.ts';

/** The newest key of the session that belongs to what a path names, or of any; undefined where the mock knows none. */
export function sessionFor(mock: Mock, path: Record<string, unknown> = {}): string | undefined {
  for (const columns of [path, {}]) {
    try {
      return mock.sessionOf(columns);
    } catch {
      continue;
    }
  }
  return undefined;
}
