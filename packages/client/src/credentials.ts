import type { CallState } from './call-state.ts';
import { sessionScheme, sources } from './contract.ts';
import { InvalidArgumentError } from './errors.ts';
import type { OperationFacts } from './facts.ts';
import type { Settings } from './options.ts';
import { sessionOf, type Session } from './session.ts';

/** Where the credentials of a client come from, by the names of their security schemes. */
export type Sessions = Readonly<Record<string, Session>>;

/** The sources of a client's credentials: the session's key, and the others that it was given. */
export function sessionsOf({
  guid,
  credentials: others,
  fake,
}: Pick<Settings, 'guid' | 'credentials' | 'fake'>): Sessions {
  const sessions: Record<string, Session> = {};
  if (sessionScheme && guid !== undefined) sessions[sessionScheme] = sessionOf(guid, fake);
  for (const [scheme, source] of sources(others)) sessions[scheme] = sessionOf(source, fake, `credential ${scheme}`);
  return sessions;
}

/**
 * The schemes by which a call identifies itself: the first alternative of its operation for which all credentials are
 * given; none where it needs none. Throws InvalidArgumentError where one is needed and not given.
 */
export function schemesOf({ security }: OperationFacts, sessions: Sessions, state: CallState): readonly string[] {
  if (!security) return [];
  const usable = security.filter((schemes) => schemes.every((scheme) => sessions[scheme]));
  const found = usable.find((schemes) => schemes.length > 0) ?? usable[0];
  if (found) return found;
  const message = `must hold ${security.map((schemes) => schemes.join(' and ')).join(', or ')}`;
  throw new InvalidArgumentError(`credentials ${message}.`, state, [{ path: '/credentials', message }]);
}
