import type { Phase } from '../transport.ts';

/** Who a connection is being made for, as far as that can be seen. */
export interface Opener {
  connectTimeout: number | undefined;
  reach(phase: Phase): void;
  /** Ends the making of the connection, while it is being made. */
  abandon: ((why: Error) => void) | undefined;
}

/** What ends each connection that is being made, and each way through a proxy. */
export type Pending = Set<(why: Error) => void>;

/** What a transport knows of its connections. */
export interface Connections {
  readonly pending: Pending;
  /** Over HTTP/2 one of them carries many requests at once. */
  areShared: boolean;
}

/** What makes a connection, in the shape that undici gives it. */
export type Connector = (target: Target, callback: (...result: Result) => void) => unknown;
type Result = [error: Error, socket: null] | [error: null, socket: Closable];
interface Target {
  hostname: string;
  port: string;
}
interface Closable {
  /** What TLS has agreed upon. */
  alpnProtocol?: string | false | null;
  destroy(): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/**
 * A connector that tells the opener how far it comes, and gives up in time, or when the opener does. `opener` is asked when a
 * connection begins: it is the attempt that is being dispatched at this moment, if any.
 */
export function watched(
  connect: Connector,
  opener: () => Opener | undefined,
  connections: Connections,
  limit: number,
): Connector {
  const { pending } = connections;
  return (target, callback) => {
    const attempt = opener();
    attempt?.reach('connecting');
    const milliseconds = attempt?.connectTimeout ?? limit;
    const finish = (...result: Result): void => {
      if (!pending.delete(abandon)) {
        result[1]?.destroy();
        return;
      }
      clearTimeout(timer);
      if (attempt) attempt.abandon = undefined;
      if (!result[0]) attempt?.reach('secured');
      if (result[1]?.alpnProtocol === 'h2') connections.areShared = true;
      callback(...result);
    };
    const abandon = (why: Error): void => {
      finish(why, null);
      // Behind a proxy it is not seen, and has its own limit.
      (socket as Partial<Closable> | undefined)?.destroy?.();
    };
    const timer = setTimeout(() => {
      const place = `${target.hostname}:${target.port || 'its default port'}`;
      const why = new Error(`${place} gave none within ${milliseconds} ms`);
      abandon(Object.assign(why, { code: 'UND_ERR_CONNECT_TIMEOUT' }));
    }, milliseconds);
    pending.add(abandon);
    if (attempt) attempt.abandon = abandon;
    const socket = connect(target, (error, made) => {
      if (error) finish(final(error), null);
      else finish(null, made);
    });
    return socket;
  };
}

/** A connector to a proxy: what it makes is in `pending` for as long as it stands. */
export function closable(connect: Connector, pending: Pending): Connector {
  return (target, callback) => {
    const socket = connect(target, callback) as Closable;
    const end = (): unknown => socket.destroy();
    pending.add(end);
    socket.once('close', () => pending.delete(end));
    return socket;
  };
}

/** An error that ends the requests that wait for the connection. Undici goes on connecting for ever after these of its own. */
const final = (error: Error & { code?: string }): Error =>
  ['UND_ERR_SOCKET', 'UND_ERR_INFO'].includes(error.code!) ? new Error(error.message, { cause: error }) : error;
