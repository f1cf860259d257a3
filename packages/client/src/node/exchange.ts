import { mostBytes } from '../most-bytes.ts';
import type { BodyLike, FetchRequest, FetchResponse, HeadersLike, Phase } from '../transport.ts';
import type { Opener } from './connector.ts';
import { decoded } from './decode.ts';

/** The part of undici's controller of a request that is used. */
interface Controller {
  abort(reason: Error): void;
}

/** What is still read of an answer that nobody wants, so that its connection can be used again: bytes, milliseconds. */
const mostUnwanted = 65_536;
const longestUnwanted = 1000;

/** Who is told how an exchange goes. */
export interface Witness {
  /** Its answer was whole: its connection will be free. */
  ended: () => void;
  /** It has its answer, has failed, or was given up. */
  over: (exchange: Exchange) => void;
  /** It is given up, and its request is out. */
  givenUp: (exchange: Exchange) => void;
}

/** One request and its answer, as undici tells of them. Settles by the two functions that it is made with. */
export class Exchange implements Opener, BodyLike {
  readonly connectTimeout: number | undefined;
  abandon: Opener['abandon'] = undefined;
  #controller: Controller | undefined = undefined;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #most = mostBytes;
  #encoding: string | null = null;
  #given = false;
  /** It has its answer, has failed, or was given up. */
  over = false;
  #error: Error | undefined = undefined;
  #wake: (() => void) | undefined = undefined;
  #unwanted: NodeJS.Timeout | undefined = undefined;
  readonly url: string;
  readonly request: FetchRequest;
  readonly #resolve: (response: FetchResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #witness: Witness;
  /** What it was given to. */
  carrier: unknown = undefined;

  constructor(
    url: string,
    request: FetchRequest,
    resolve: (response: FetchResponse) => void,
    reject: (error: Error) => void,
    witness: Witness,
  ) {
    this.connectTimeout = request.connectTimeout;
    this.url = url;
    this.request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#witness = witness;
    if (request.onGiveUp) request.onGiveUp((reason) => this.#giveUp(reason));
    else request.signal?.addEventListener('abort', this);
  }

  reach(phase: Phase): void {
    this.request.onPhase?.(phase);
  }

  /** Whether its request waits for a connection that stands: none is made for it, and nothing of it is out. */
  get waits(): boolean {
    return !this.over && this.#controller === undefined && this.abandon === undefined;
  }

  /** Leaves a request that waits to another exchange, which is to be dispatched in its place; this one is dropped when it is taken out. */
  successor(): Exchange {
    this.over = true;
    this.#error = new Error('another connection has the request');
    if (!this.request.onGiveUp) this.request.signal?.removeEventListener('abort', this);
    return new Exchange(this.url, this.request, this.#resolve, this.#reject, this.#witness);
  }

  /** The signal has aborted. */
  handleEvent(): void {
    this.#giveUp(this.request.signal.reason as Error);
  }

  /** While the request waits for a connection it stays in undici's queue, and is dropped when it is taken out. */
  #giveUp(reason: Error): void {
    // Told before: undici takes the next of its queue at once.
    if (this.#controller !== undefined && !this.over) this.#witness.givenUp(this);
    this.#controller?.abort(reason);
    this.#end(reason);
    this.abandon?.(reason);
  }

  onRequestStart(controller: Controller): void {
    // Over HTTP/2 undici sends again by itself what a gateway says that it has not processed, and more than that. Whether a
    // call is sent twice is not for a connection to decide.
    const again = this.#controller !== undefined && !this.over;
    this.#controller = controller;
    if (again) this.#end(new Error('the connection ended when the request had been given to it'));
    if (this.over) controller.abort(this.#error!);
    else this.reach('sent');
  }

  onResponseStart(_controller: Controller, status: number, headers: Record<string, string | string[]>): void {
    // Between the request and its answer there may be others, such as 103.
    if (status < 200 || this.over) return;
    this.reach('answered');
    const facts = new UndiciHeaders(headers);
    this.#encoding = facts.get('content-encoding');
    this.#resolve({ status, headers: facts, body: this });
  }

  onResponseData(controller: Controller, chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#length > this.#most) {
      const error = Object.assign(new Error(`more than ${this.#most} bytes`), { code: 'ERR_BUFFER_TOO_LARGE' });
      this.#end(error);
      controller.abort(error);
    } else if (!this.#unwanted) this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#witness.ended();
    this.#end(undefined);
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#end(error);
  }

  #end(error: Error | undefined): void {
    if (this.over) return;
    this.over = true;
    this.#error = error;
    clearTimeout(this.#unwanted);
    if (!this.request.onGiveUp) this.request.signal?.removeEventListener('abort', this);
    if (error) this.#reject(error);
    this.#wake?.();
    this.#witness.over(this);
  }

  /** The body, which is read as a whole: it is small, or it is refused. */
  getReader(): this {
    return this;
  }

  async read(): Promise<{ done: boolean; value?: Uint8Array }> {
    if (this.#given) return { done: true };
    if (!this.over) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#error) throw this.#error;
    this.#given = true;
    const value = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    return { done: false, value: this.#encoding === null ? value : await decoded(value, this.#encoding) };
  }

  async cancel(): Promise<void> {
    if (this.over) return;
    this.#chunks = [];
    this.#most = this.#length + mostUnwanted;
    const letGo = (): void => this.#controller?.abort(new Error('the answer was not wanted'));
    this.#unwanted = setTimeout(letGo, longestUnwanted).unref();
  }
}

/** Headers as undici gives them; one that came twice is read as every transport reads it, not as the first of the two. */
class UndiciHeaders implements HeadersLike {
  readonly #headers: Record<string, string | string[]>;

  constructor(headers: Record<string, string | string[]>) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    const value = Object.hasOwn(this.#headers, name.toLowerCase()) ? this.#headers[name.toLowerCase()]! : null;
    return Array.isArray(value) ? value.join(', ') : value;
  }

  forEach(visit: (value: string, name: string) => void): void {
    for (const name of Object.keys(this.#headers)) visit(this.get(name)!, name);
  }
}
