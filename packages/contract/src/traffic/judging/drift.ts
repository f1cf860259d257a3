import type { Content, Contract, Operation } from '@cc-gateway/spec';
import { documentedAnswer, essence, type Seen } from '../../check/answers/reading/observed.ts';
import { headerOf } from '../../check/wire/raw-answer.ts';
import { bounded } from './bounded.ts';
import { countThings } from './counts.ts';
import { documentedOf, memberName } from './documented.ts';
import { membersIn } from './members.ts';
import type { ReadRequest } from './reading.ts';

/** A member of bodies. */
export interface DriftMember {
  operation: string;
  /** `request`, or the documented status of the answer. */
  where: string;
  mediaType: string;
  /** The names that lead to it; `*` for any of a list or a map. */
  place: string[];
  /** The type of JSON that was seen first. */
  type: string;
}

/** What was seen of a contract, beside what it documents; each with how often. */
export interface Drift {
  /** Seen, and not documented: operations and media types. */
  undocumented: { what: string; times: number }[];
  /** Members of bodies that no schema names. */
  members: (DriftMember & { times: number })[];
  /** The codes that the catalogue does not list, and after which code of the same session each came. */
  codes: { code: string; operation: string; after: Record<string, number>; times: number }[];
  /** The statuses that an operation does not document. */
  statuses: { status: number; operation: string; times: number }[];
  /** Documented operations, codes, statuses, media types and members, and how often each was seen. */
  documented: { what: string; times: number }[];
  /** Of those, what was never seen. */
  unseen: string[];
}

/** Counts what passes. */
export interface DriftCounter {
  noticeOther(method: string, path: string): void;
  /** `session`: what tells those of one session from others. */
  notice(seen: Seen, read: ReadRequest, session: string): void;
  drift(): Drift;
}

/** Begins to count. */
export function countDrift(contract: Contract): DriftCounter {
  const others = countThings<{ what: string }>();
  const members = countThings<DriftMember>();
  const codes = countThings<{ code: string; operation: string; after: Record<string, number> }>();
  const statuses = countThings<{ status: number; operation: string }>();
  const documented = countThings<{ what: string }>(100_000);
  const previous = bounded<string>(10_000);
  const other = (what: string): unknown => others.add(what, () => ({ what }));
  const known = (what: string): unknown => documented.add(what, () => ({ what }));

  const noticeBody = ({ id }: Operation, where: string, content: Content | undefined, value: unknown): void => {
    if (!content) return;
    const { mediaType, schema } = content;
    for (const { place, isDocumented, value: inner } of membersIn(schema, value)) {
      const name = memberName(id, where, place);
      if (isDocumented) known(name);
      else members.add(name, () => ({ operation: id, where, mediaType, place, type: typeOf(inner) }));
    }
  };

  const noticeAnswer = ({ case: { operation }, answer, json }: Seen): boolean => {
    const { status, headers } = answer!;
    const found = documentedAnswer(operation, status);
    if (!found) {
      statuses.add(`${operation.id} ${status}`, () => ({ status, operation: operation.id }));
      return false;
    }
    known(`the status ${found.status} of ${operation.id}`);
    const type = headerOf(headers, 'content-type');
    const content = type === undefined ? undefined : contentFor(found.contents, type);
    if (content) known(`the media type ${essence(content.mediaType)} of ${operation.id}`);
    else if (type !== undefined && found.contents.length > 0)
      other(`the media type ${essence(type)} of ${operation.id}`);
    noticeBody(operation, found.status, content, json?.value);
    return true;
  };

  return {
    noticeOther: (method, path) => void other(`the operation ${method} ${path}`),
    notice(seen, { values }, session) {
      const { operation, wire } = seen.case;
      known(`the operation ${operation.id}`);
      const type = wire.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
      noticeBody(operation, 'request', contentFor(operation.body?.contents ?? [], type), values.body);
      if (!seen.answer || !noticeAnswer(seen)) return;
      const { code } = seen;
      if (!operation.success || typeof code !== 'string') return;
      const before = previous.get(session) ?? 'nothing';
      previous.set(session, code);
      if (contract.retcodes.codes.has(code) || code === operation.success.equals) return void known(`the code ${code}`);
      const { after } = codes.add(`${operation.id} ${code}`, () => ({ code, operation: operation.id, after: {} }));
      after[before] = (after[before] ?? 0) + 1;
    },
    drift() {
      const seen = new Map(documented.list().map(({ what, times }) => [what, times]));
      const isSeen = (operation: Operation): boolean => seen.has(`the operation ${operation.id}`);
      const all = documentedOf(contract, isSeen).map((what) => ({ what, times: seen.get(what) ?? 0 }));
      return {
        undocumented: others.list(),
        members: members.list(),
        codes: codes.list(),
        statuses: statuses.list(),
        documented: all,
        unseen: all.filter(({ times }) => times === 0).map(({ what }) => what),
      };
    },
  };
}

const contentFor = (contents: Content[], type: string | undefined): Content | undefined =>
  contents.find(({ mediaType }) => type !== undefined && essence(mediaType) === essence(type));

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
