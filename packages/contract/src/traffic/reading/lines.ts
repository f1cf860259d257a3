import type { Exchange } from '../judging/exchange.ts';
import { TrafficError } from './error.ts';

interface Line {
  method?: unknown;
  path?: unknown;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string | string[] | undefined>;
  body?: unknown;
}

/** The requests of a mock, as it tells them: one JSON object a line, or a list of them. Throws TrafficError. */
export function readLines(name: string, text: string): Exchange[] {
  const lines = text.trimStart().startsWith('[') ? [text] : text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line, index) => {
    const where = lines.length > 1 ? `${name}:${index + 1}` : name;
    try {
      return [JSON.parse(line)].flat().map((each) => exchangeOf(where, each as Line));
    } catch (cause) {
      if (cause instanceof TrafficError) throw cause;
      throw new TrafficError(`${where} is no JSON: ${(cause as Error).message}`, { cause });
    }
  });
}

function exchangeOf(where: string, { method, path, query = {}, headers = {}, body }: Line): Exchange {
  if (typeof method !== 'string' || typeof path !== 'string')
    throw new TrafficError(`${where} has no "method" and "path", expected requests as a mock tells them, or HAR 1.2.`);
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value])),
  ).toString();
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const target = search === '' ? path : `${path}?${search}`;
  return { request: { method, target, headers: pairs, body: Buffer.from(text) }, isExact: false };
}
