import type { Phase } from '../transport.ts';

/** Who a connection is being made for, as far as that can be seen. */
export interface Opener {
  connectTimeout: number | undefined;
  reach(phase: Phase): void;
}

/** What makes a connection, in the shape that undici gives it. */
export type Connector = (target: Target, callback: (...result: Result) => void) => unknown;
type Result = [error: Error, socket: null] | [error: null, socket: Closable];
interface Target {
  hostname: string;
  port: string;
}
interface Closable {
  destroy(): unknown;
}

/**
 * A connector that tells the opener how far it comes, and gives up in time. `opener` is asked when a connection begins: it is
 * the attempt that is being dispatched at this moment, if any.
 */
export function watched(connect: Connector, opener: () => Opener | undefined, limit: number): Connector {
  return (target, callback) => {
    const attempt = opener();
    attempt?.reach('connecting');
    const milliseconds = attempt?.connectTimeout ?? limit;
    let over = false;
    const finish = (...result: Result): void => {
      if (over) {
        result[1]?.destroy();
        return;
      }
      over = true;
      clearTimeout(timer);
      if (!result[0]) attempt?.reach('secured');
      callback(...result);
    };
    const timer = setTimeout(() => {
      const place = `${target.hostname}:${target.port || 'its default port'}`;
      finish(
        Object.assign(new Error(`${place} gave none within ${milliseconds} ms`), { code: 'UND_ERR_CONNECT_TIMEOUT' }),
        null,
      );
      (socket as Partial<Closable> | undefined)?.destroy?.();
    }, milliseconds);
    const socket = connect(target, (error, made) => {
      if (error) finish(final(error), null);
      else finish(null, made);
    });
    return socket;
  };
}

/** An error that ends the requests that wait for the connection. Undici goes on connecting for ever after these of its own. */
const final = (error: Error & { code?: string }): Error =>
  ['UND_ERR_SOCKET', 'UND_ERR_INFO'].includes(error.code!) ? new Error(error.message, { cause: error }) : error;
