import type { Exchange } from '../judging/exchange.ts';
import { TrafficError } from './error.ts';
import { exchangeIn, type Entry } from './har-entry.ts';

/** The exchanges of a HAR 1.2 file; what a browser took from its cache, or never sent, is none. Throws TrafficError where it is none. */
export function readHar(name: string, text: string): Exchange[] {
  return entriesOf(name, text).flatMap((entry, index) => {
    const { method, url } = entry?.request ?? {};
    if (typeof method !== 'string' || typeof url !== 'string' || !URL.canParse(url))
      throw new TrafficError(`${name}: entry ${index} has no request with method and url.`);
    return exchangeIn(entry, method, url) ?? [];
  });
}

function entriesOf(name: string, text: string): Entry[] {
  try {
    const { log } = JSON.parse(text) as { log?: { entries?: unknown } };
    if (Array.isArray(log?.entries)) return log.entries as Entry[];
  } catch (cause) {
    throw new TrafficError(`${name} is no JSON: ${(cause as Error).message}`, { cause });
  }
  throw new TrafficError(`${name} has no log.entries, expected HAR 1.2.`);
}
