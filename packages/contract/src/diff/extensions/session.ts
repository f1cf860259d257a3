import type { Json } from '@cc-gateway/spec';
import type { Found, Level, Version } from './version.ts';

/** How the life of a session changes. A shorter one, and another header for the fresh one, fail clients that rely on it. */
export function compareSessions(before: Version, after: Version): Found[] {
  const earlier = sessionsOf(before);
  const later = sessionsOf(after);
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((scheme): Found[] => {
    const [then, now] = [earlier.get(scheme), later.get(scheme)];
    const change = (level: Level, message: string, member?: string): Found => ({
      level,
      rule: 'session',
      message: `the session of ${scheme} ${message}`,
      place: {
        side: now ? 'revision' : 'base',
        keys: ['components', 'securitySchemes', scheme, 'x-session', ...(member ? [member] : [])],
      },
    });
    if (!then) return [change('minor', 'is described')];
    if (!now) return [change('major', 'is no longer described')];
    const differences = ['renewMs', 'dieMs'].flatMap((member) => {
      const [old, fresh] = [then[member] ?? Infinity, now[member] ?? Infinity];
      if (old === fresh) return [];
      const verb = member === 'renewMs' ? 'is renewed' : 'dies';
      return [change(fresh < old ? 'major' : 'minor', `${verb} ${said(fresh)}, was ${said(old)}`, member)];
    });
    if (String(then.header).toLowerCase() === String(now.header).toLowerCase()) return differences;
    return [...differences, change('major', `arrives in ${now.header}, was ${then.header}`, 'header')];
  });
}

/** The sessions of the schemes that both documents may name; a scheme that is gone is a change of security. */
function sessionsOf({ contract: { document } }: Version): Map<string, Json> {
  const schemes = Object.entries<Json>(document.components?.securitySchemes ?? {});
  return new Map(schemes.flatMap(([name, scheme]) => (scheme['x-session'] ? [[name, scheme['x-session']]] : [])));
}

const said = (ms: number): string => (ms === Infinity ? 'never' : `after ${ms} ms`);
