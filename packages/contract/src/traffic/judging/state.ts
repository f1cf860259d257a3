import { applyEffects, codeOf, type Contract, type Operation, type RequestParts, type Row } from '@cc-gateway/spec';
import type { Seen } from '../../check/answers/reading/observed.ts';
import { headerOf } from '../../check/wire/raw-answer.ts';
import { bounded } from './bounded.ts';
import type { Exchange } from './exchange.ts';
import { breachOf, type Breach } from './finding.ts';
import type { ReadRequest } from './reading.ts';
import { otherRules } from './rules.ts';

/** Follows what exchanges change, one after the other. */
export interface Follower {
  /** What an exchange does that those before it speak against: warnings, since others may have changed the state meanwhile. */
  follow(exchange: Exchange, seen: Seen, read: ReadRequest): Breach[];
}

/** The most rows, and the most keys, that are remembered: those seen last. */
const most = 10_000;

/** Begins to follow the effects of a contract, and the lives of its keys. */
export function followState(contract: Contract): Follower {
  const changes = bounded<string>(most);
  // When a key was refused as lapsed, and when it dies since its successor had been handed out.
  const refused = bounded<number>(most);
  const replaced = bounded<number>(most);
  const lapses = new Map(contract.operations.map((operation) => [operation, lapseCodes(operation)]));

  const again = (operation: Operation, parts: RequestParts): Breach[] => {
    const found: Breach[] = [];
    const put = (table: string, key: string, columns: Row): void => {
      const [place, now] = [`${operation.id}\n${table}\n${key}`, JSON.stringify(columns)];
      const before = changes.get(place);
      changes.set(place, now);
      if (before === undefined || now === '{}') return;
      const what = before === now ? `was set to ${now} twice` : `was set to ${before}, then to ${now}`;
      found.push(breachOf(otherRules.again, operation.id, `${table} ${key} ${what}`));
    };
    // An effect whose key the answer tells makes something new each time: without the answer it is left out.
    applyEffects(operation, parts, { find: () => undefined, put });
    return found;
  };

  const useOf = ({ sentMs }: Exchange, operation: Operation, key: string): Breach[] => {
    const [early = Infinity, late = Infinity] = [refused.get(key), replaced.get(key)];
    const death = Math.min(early, late);
    if (sentMs === undefined || sentMs <= death) return [];
    const why = early < late ? 'it was refused as lapsed' : 'its successor had been handed out';
    const after = ((sentMs - death) / 1_000).toFixed(1);
    return [breachOf(otherRules.deadKey, operation.id, `a key is used ${after} s after its death: ${why}`)];
  };

  return {
    follow(exchange, seen, { values }) {
      const { operation } = seen.case;
      const { request, answer, answeredMs } = exchange;
      const scheme = operation.security.flat().find(({ session }) => session);
      const sent = scheme?.name === undefined ? undefined : headerOf(request.headers, scheme.name.toLowerCase());
      // What a recorder has masked tells no key from another.
      const key = sent !== undefined && /^\[.*\]$/.test(sent) ? undefined : sent;
      const found = key === undefined ? [] : useOf(exchange, operation, key);
      if (seen.verdict === 'accepted') {
        if (key !== undefined) refused.delete(key);
        const headers = Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
        const { path = {}, query = {}, body } = values;
        found.push(...again(operation, { path, query, headers, body }));
      }
      if (key === undefined || answeredMs === undefined || !answer) return found;
      const { header, renewMs = 0, dieMs } = scheme!.session!;
      const successor = headerOf(answer.headers, header.toLowerCase());
      if (lapses.get(operation)!.has(seen.code)) refused.set(key, answeredMs);
      const isReplaced = successor !== undefined && !successor.includes(key) && replaced.get(key) === undefined;
      if (isReplaced && dieMs !== undefined) replaced.set(key, answeredMs + dieMs - renewMs);
      return found;
    },
  };
}

/** The codes that say that a key lives no more: those of preconditions that find no row for it. */
function lapseCodes(operation: Operation): ReadonlySet<unknown> {
  const names = operation.security.flat().flatMap(({ session, name }) => (session && name ? [name.toLowerCase()] : []));
  const lines = operation.preconditions.filter(
    ({ key, where }) => where === undefined && names.some((name) => key.toLowerCase() === `$request.header.${name}`),
  );
  const examples = operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap((content) => content.examples.map(({ name, value }) => ({ name, status, value }))),
  );
  return new Set(
    examples
      .filter(({ name }) => lines.some((line) => line.else === name))
      .map(({ status, value }) => codeOf(operation, { status: Number(status), body: value })),
  );
}
