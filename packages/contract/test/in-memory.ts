import { Duplex } from 'node:stream';
import type { Server } from 'node:net';

/** So many bytes are under way at most, and are read in one piece at most, as they are of a kernel. */
const most = { underWay: 2 ** 20, piece: 2 ** 16 };

/** One end of a connection that never leaves the process; it ends, and breaks, as one of TCP does. */
class End extends Duplex {
  /** What to do once the other end has room again. */
  #hasRoom: (() => void) | undefined;
  #hasEnded = false;
  other!: End;

  constructor(allowHalfOpen: boolean) {
    super({ allowHalfOpen });
  }

  override _read(): void {
    this.#hasRoom?.();
    this.#hasRoom = undefined;
  }

  override _write(bytes: Buffer, _: string, done: (error?: Error) => void): void {
    const { other } = this;
    if (other.destroyed) return done(broken());
    // As over a network, what is written is read later.
    for (let at = 0; at < bytes.length; at += most.piece)
      setImmediate(() => other.push(bytes.subarray(at, at + most.piece)));
    if (other.readableLength < most.underWay) done();
    else other.#hasRoom = done;
  }

  override _final(done: () => void): void {
    setImmediate(() => this.other.#end());
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const isUnread = this.readableLength > 0;
    this._read();
    setImmediate(() => (isUnread ? this.other.destroy(broken()) : this.other.#end()));
    done(error);
  }

  /** Closes without a word: the other end sees an error. */
  resetAndDestroy(): this {
    setImmediate(() => this.other.destroy(broken()));
    return this.destroy();
  }

  #end(): void {
    if (this.#hasEnded || this.destroyed) return;
    this.#hasEnded = true;
    this.push(null);
  }
}

const broken = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

/** Opens connections to a server, without a network: what a request costs there is nearly half of all that it costs. */
export const connectTo = (server: Server) => (): Duplex => {
  const [near, far] = [new End(false), new End(true)];
  [near.other, far.other] = [far, near];
  setImmediate(() => server.emit('connection', far));
  return near;
};
