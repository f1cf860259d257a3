// Held here, so that no fake timers of a test stop the transport.
import { clearTimeout, setTimeout } from 'node:timers';
import type { Connections } from './connector.ts';
import { usualIdle, type OwnDispatcher } from './dispatcher.ts';

/** A dispatcher that is replaced where its connections may be dead. */
export interface Renewable {
  current: () => OwnDispatcher;
  /** An exchange begins, or is over. */
  begun: () => void;
  over: () => void;
  /** One was given up when its request was out; gives whether the dispatcher was replaced. */
  givenUp: (exchange: { carrier: unknown }) => boolean;
  /** Closes all connections, and lets no other be made. */
  destroy: () => void;
}

/**
 * A dispatcher whose connections of HTTP/2 end as those of HTTP/1.1 do. A request that is given up there takes its connection
 * with it; of a connection that carries others, too, it is left to these, and whoever comes later has a new one: a dead one
 * would take them all. Where nothing is under way, it is left after `idle` milliseconds.
 */
export function renewable(make: () => OwnDispatcher, connections: Connections, idle = usualIdle): Renewable {
  let current = make();
  const all = new Set([current]);
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const renew = (): boolean => {
    if (isClosed || !connections.areShared) return false;
    connections.areShared = false;
    const old = current;
    all.add((current = make()));
    void old
      .close()
      .catch(() => {})
      .then(() => all.delete(old));
    return true;
  };
  return {
    current: () => current,
    begun() {
      underWay++;
      clearTimeout(timer);
    },
    over() {
      underWay--;
      if (underWay === 0 && connections.areShared) timer = setTimeout(renew, idle).unref();
    },
    givenUp: ({ carrier }) => carrier === current && renew(),
    destroy() {
      isClosed = true;
      for (const each of all) void each.destroy().catch(() => {});
    },
  };
}
