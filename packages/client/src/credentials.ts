import { credentials, sessionScheme, sources } from './contract.ts';
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
  for (const [scheme, source, what] of sources(others, credentials))
    sessions[scheme] = sessionOf(source, fake, `${what} ${scheme}`);
  return sessions;
}

/**
 * The schemes by which the calls of an operation identify themselves: the first of its alternatives for which all credentials
 * are given; none where it needs none. Undefined where one is needed and not given.
 */
export function schemesOf({ security = [[]] }: OperationFacts, sessions: Sessions): readonly string[] | undefined {
  const usable = security.filter((schemes) => schemes.every((scheme) => sessions[scheme]));
  return usable.find((schemes) => schemes.length > 0) ?? usable[0];
}
