import { readFileSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Contract } from '@cc-gateway/spec';
import type { Mock } from './mock.ts';

/** What is looked at, and how it is read anew. */
export interface Watched {
  /** The document's file; undefined where the built contract is served. */
  document?: string;
  /** The scenario's file; undefined where it is a ready-made one. */
  scenario?: string;
  load: (document: string) => Promise<Contract>;
}

/** Milliseconds that a change rests before it is read: editors write in several steps. */
const rest = 50;

/** Has a mock play what stands in its files whenever they change; a line for each. What cannot be played leaves the old one up. */
export function watchFiles(mock: Mock, { document, scenario, load }: Watched, say: (line: string) => void): () => void {
  let known = scenario === undefined ? undefined : readFileSync(scenario, 'utf8');
  // A log in the same folder would have the same said of every line of it.
  let complaint = '';
  const reload = async (): Promise<void> => {
    const before = complaint;
    complaint = '';
    try {
      if (document !== undefined) {
        const next = await load(document);
        if (next.stamp.hash !== mock.contract.stamp.hash) {
          await mock.useContract(next);
          return say(`${document} changed: ${next.operations.length} operations are served from now on.`);
        }
      }
      const text = scenario === undefined ? undefined : await readFile(scenario, 'utf8');
      if (scenario === undefined || text === known) return;
      known = text;
      await mock.useScenario(scenario);
      say(`${scenario} changed: it begins anew.`);
    } catch (error) {
      complaint = (error as Error).message;
      if (complaint !== before) say(`What changed cannot be played, and the old one stays: ${complaint}`);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => (last = last.then(reload)), rest);
  };
  // The folders, and all below the document: it may be of many files, and editors put a new file in the place of the old.
  const watchers = [
    ...(document === undefined ? [] : [watch(dirname(document), { recursive: true, persistent: false }, soon)]),
    ...(scenario === undefined ? [] : [watch(dirname(scenario), { persistent: false }, soon)]),
  ];
  return () => {
    clearTimeout(timer);
    for (const each of watchers) each.close();
  };
}
