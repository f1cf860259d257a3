import type { Verdict } from './verdict.ts';

/** What came of a request: the answer as it came off the wire, where one came, and what is made of it. */
export interface Result {
  answer: string | undefined;
  verdict: Verdict;
}

/** An answer as text, head and body. */
export async function rawText(response: Response): Promise<string> {
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  return [`HTTP ${response.status} ${response.statusText}`, ...lines, '', await response.text()].join('\n');
}
