// Held here, so that no fake timers of a test stop the transport.
import { setImmediate } from 'node:timers';
import type { Fetch, FetchRequest, FetchResponse } from '../transport.ts';
import type { Connections } from './connector.ts';
import { acceptEncoding } from './decode.ts';
import { dispatcherFor } from './dispatcher.ts';
import { Exchange, type Witness } from './exchange.ts';
import { checkOptions, type NodeFetchOptions } from './options.ts';
import { renewable } from './renewable.ts';

/** A transport for Node, to be given to a client as its `fetch`. */
export interface NodeFetch extends Fetch {
  /** Closes the connections that it keeps open, and ends what is under way. Idle ones do not keep a process alive. */
  close(): void;
}

/**
 * Creates a transport over undici that keeps its connections open, and tells the client how far each attempt comes. Several
 * times as fast as the platform's `fetch`. Throws a TypeError where an option is wrong, and an Error where undici is missing.
 */
export function createNodeFetch(options: NodeFetchOptions = {}): NodeFetch {
  checkOptions(options);
  let opening: Exchange | undefined;
  const openerOf = (): Exchange | undefined => {
    const opener = opening;
    opening = undefined;
    return opener;
  };
  const connections: Connections = { pending: new Set(), areShared: false };
  const own = options.dispatcher
    ? undefined
    : renewable(() => dispatcherFor(options, openerOf, connections), connections, options.idleTimeout);
  // Only where connections are few does a request wait for its turn on one that others share.
  const waiting =
    own && options.http2 !== false && options.maxConnections !== undefined ? new Set<Exchange>() : undefined;

  const dispatch = (exchange: Exchange): void => {
    if (exchange.over) return;
    const { url, request } = exchange;
    const start = url.indexOf('/', url.indexOf('//') + 2);
    const [origin, path] = [url.slice(0, start), url.slice(start)];
    const lines = ['accept-encoding', acceptEncoding];
    for (const name of Object.keys(request.headers)) lines.push(name, request.headers[name]!);
    const body: unknown = request.body instanceof URLSearchParams ? String(request.body) : request.body;
    opening = exchange;
    const dispatcher = options.dispatcher ?? own!.current();
    exchange.carrier = dispatcher;
    try {
      dispatcher.dispatch({ origin, path, method: request.method, headers: lines, body }, exchange);
    } catch (error) {
      exchange.onResponseError(undefined, error as Error);
    } finally {
      opening = undefined;
    }
    if (waiting && exchange.waits) waiting.add(exchange);
  };
  const soon = afterReuse();
  const witness: Witness = {
    ended: soon.ended,
    over(exchange) {
      waiting?.delete(exchange);
      own?.over();
    },
    givenUp(exchange) {
      if (!own?.givenUp(exchange) || !waiting) return;
      // What waits there would go out on a connection that may be dead.
      const left = [...waiting].filter(({ waits }) => waits);
      waiting.clear();
      for (const each of left) dispatch(each.successor());
    },
  };

  const fetch = (url: string, request: FetchRequest): Promise<FetchResponse> =>
    new Promise((resolve, reject) => {
      if (!request.onGiveUp && request.signal?.aborted) return reject(request.signal.reason as Error);
      const exchange = new Exchange(url, request, resolve, reject, witness);
      // Of somebody else's dispatcher it is not seen when it connects.
      if (own) exchange.reach('queued');
      own?.begun();
      if (!soon.defers(() => dispatch(exchange))) dispatch(exchange);
    });
  const close = (): void => {
    for (const abandon of connections.pending) abandon(new Error('the transport was closed'));
    own?.destroy();
  };
  return Object.assign(fetch, { needsSignal: false as const, close });
}

/**
 * Lets a request that follows an answer in the same turn have its connection, which undici frees one turn later: without
 * this it would open another.
 */
function afterReuse(): { ended: () => void; defers: (dispatch: () => void) => boolean } {
  let waiting: (() => void)[] | undefined;
  const release = (): void => {
    const dispatches = waiting!;
    waiting = undefined;
    for (const dispatch of dispatches) dispatch();
  };
  return {
    ended() {
      if (waiting) return;
      waiting = [];
      // Undici's own turn is asked for when the function that has called this one returns.
      queueMicrotask(() => setImmediate(release));
    },
    defers(dispatch) {
      waiting?.push(dispatch);
      return waiting !== undefined;
    },
  };
}
