import type { HeadersLike } from './transport.ts';

/** Headers that can always be read and printed. Names are in any case. */
export class HeaderMap extends Map<string, string> implements HeadersLike {
  override get(name: string): string {
    return super.get(name.toLowerCase()) ?? (null as never);
  }

  /** What a log should hold of them. */
  toJSON(): Record<string, string> {
    return Object.fromEntries(this);
  }

  override set(name: string, value: string): this {
    return super.set(name.toLowerCase(), value);
  }
}
